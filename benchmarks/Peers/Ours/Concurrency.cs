namespace DropoutGen.Benchmarks.Peers.Ours;

/// <summary>The one place that knows how ours is given threads.</summary>
internal static class Concurrency
{
    /// <summary>The most threads that a trainer can use.</summary>
    public const int Limit = 1;

    /// <summary>A trainer's options for a batch size and a number of threads, at most <see cref="Limit"/>.</summary>
    public static TrainerOptions Options(int batchSize, int threads) => threads <= Limit
        ? new TrainerOptions { BatchSize = batchSize }
        : throw new ArgumentOutOfRangeException(nameof(threads), threads, $"A trainer uses at most {Limit} threads.");
}
