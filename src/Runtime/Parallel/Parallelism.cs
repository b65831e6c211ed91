namespace DropoutGen.CompilerServices;

/// <summary>How work is shared with other threads.</summary>
/// <param name="Threads">Threads to make parts for, the caller included.</param>
/// <param name="Budget">Where helpers come from.</param>
/// <param name="LeastOperations">
/// Floating-point operations that are worth a second thread. Handing a part over and waiting for the last one takes about
/// a microsecond, and the part's data come from another processor's cache; a million operations take about ten.
/// </param>
internal readonly record struct Parallelism(int Threads, ProcessorBudget Budget, long LeastOperations = 1_000_000)
{
    // A part that is late delays all by no more than its own length.
    private const int PartsPerThread = 2;

    /// <summary>Number of parts of a piece of work.</summary>
    /// <param name="operations">Floating-point operations altogether.</param>
    /// <param name="most">The most parts that make sense, for example the number of steps.</param>
    public int Parts(long operations, int most)
    {
        if (Threads == 1 || operations < LeastOperations)
        {
            return 1;
        }

        // A part is worth half of what a second thread is.
        long affordable = Math.Max(1, 2 * operations / LeastOperations);
        long parts = affordable >= Threads * PartsPerThread ? Threads * PartsPerThread : Math.Min(affordable, Threads);
        return (int)Math.Max(1, Math.Min(parts, Math.Min(most, OpenParts.Maximum)));
    }
}
