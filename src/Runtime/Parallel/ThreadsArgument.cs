namespace DropoutGen.CompilerServices;

/// <summary>Checks of a number of threads.</summary>
internal static class ThreadsArgument
{
    public static void Validate(int threads, string name)
    {
        if (threads is < 1 or > OpenParts.Maximum)
        {
            throw new ArgumentOutOfRangeException(name, threads, $"{name} must be 1 to {OpenParts.Maximum}.");
        }
    }
}
