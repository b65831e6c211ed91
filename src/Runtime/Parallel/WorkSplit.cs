namespace DropoutGen.CompilerServices;

/// <summary>
/// How work is cut. Results do not depend on it: no sum crosses a part, and what is summed over all rows or values is
/// summed in blocks of a fixed size, in order, by one thread.
/// </summary>
internal static class WorkSplit
{
    /// <summary>
    /// Floating-point operations that are worth a second thread. Handing a part over and waiting for the last one takes
    /// about a microsecond, and the part's data come from another processor's cache; a million operations take about ten.
    /// </summary>
    public const long LeastOperations = 1_000_000;

    /// <summary>Rows are cut at multiples of this, or of a multiple that a mask needs.</summary>
    public const int RowStep = 16;

    // A part that is late delays all by no more than its own length.
    private const int PartsPerThread = 2;

    /// <summary>Number of parts of a piece of work.</summary>
    /// <param name="operations">Floating-point operations altogether.</param>
    /// <param name="threads">Threads that there are to be parts for.</param>
    /// <param name="most">The most parts that make sense, for example the number of steps.</param>
    public static int Parts(long operations, int threads, int most)
    {
        if (threads == 1 || operations < LeastOperations)
        {
            return 1;
        }

        long affordable = operations / (LeastOperations / 2);
        long parts = affordable >= threads * PartsPerThread ? threads * PartsPerThread : Math.Min(affordable, threads);
        return (int)Math.Max(1, Math.Min(parts, Math.Min(most, OpenParts.Maximum)));
    }

    /// <summary>Where a part starts in a length that is cut at multiples of a step; part number <paramref name="parts"/> starts at the end.</summary>
    public static int Start(int length, int step, int part, int parts)
    {
        long steps = (length + step - 1) / step;
        return (int)Math.Min(length, ((steps * part) + (parts / 2)) / parts * step);
    }
}
