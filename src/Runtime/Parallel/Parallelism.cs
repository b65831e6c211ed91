namespace DropoutGen.CompilerServices;

/// <summary>How work is shared with other threads.</summary>
/// <param name="Threads">Threads to make parts for, the caller included.</param>
/// <param name="Budget">Where helpers come from.</param>
/// <param name="LeastOperations">
/// Floating-point operations that are worth a second thread. Handing a part over and waiting for the last one takes about
/// a microsecond; a hundred thousand operations take one at the processor's peak, and more in small kernels.
/// </param>
/// <param name="MostRows">Rows that a thread takes at a time at most, on the way back.</param>
internal readonly record struct Parallelism(
    int Threads, ProcessorBudget Budget, long LeastOperations = 100_000, int MostRows = int.MaxValue)
{
    // Long work is cut finer, so that a thread which loses its processor delays the others by a part of some 0.2 ms.
    private const long LongPart = 20_000_000;
    private const int MostPartsPerThread = 4;

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
        long affordable = Math.Min(Threads, Math.Max(1, 2 * operations / LeastOperations));
        long partsPerThread = Math.Clamp(operations / LongPart / Threads, 1, MostPartsPerThread);
        return (int)Math.Clamp(affordable * partsPerThread, 1, Math.Min(most, OpenParts.Maximum));
    }
}
