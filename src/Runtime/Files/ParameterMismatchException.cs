namespace DropoutGen;

/// <summary>A file is valid but does not belong to the network: names, shapes or rates differ. The network is unchanged.</summary>
public sealed class ParameterMismatchException : FormatException
{
    internal ParameterMismatchException(string message)
        : base(message)
    {
    }
}
