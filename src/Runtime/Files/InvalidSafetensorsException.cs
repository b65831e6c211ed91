namespace DropoutGen;

/// <summary>
/// A safetensors file breaks the format, or holds what this library does not read; the message says where.
/// </summary>
public sealed class InvalidSafetensorsException : FormatException
{
    /// <summary>Creates the exception with a message that states the offending values.</summary>
    /// <param name="message">What is wrong.</param>
    public InvalidSafetensorsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and the failure that led to it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The failure of the JSON reader.</param>
    public InvalidSafetensorsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
