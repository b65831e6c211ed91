namespace DropoutGen;

/// <summary>
/// A file is no checkpoint, or one of another network, optimizer or setting than the trainer's; the message states both. The
/// trainer and its network are unchanged.
/// </summary>
public sealed class CheckpointMismatchException : FormatException
{
    internal CheckpointMismatchException(string message)
        : base(message)
    {
    }
}
