namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>How many tensors were compared.</summary>
/// <param name="Compared">All of them.</param>
/// <param name="Loose">Those that were off by more than the usual tolerance, and by no more than rounding may do to them.</param>
/// <param name="RoundingAlone">Those among the latter that are zero but for rounding.</param>
internal readonly record struct TensorCounts(int Compared, int Loose, int RoundingAlone)
{
    public static TensorCounts operator +(TensorCounts left, TensorCounts right) =>
        new(left.Compared + right.Compared, left.Loose + right.Loose, left.RoundingAlone + right.RoundingAlone);

    public static TensorCounts Sum(IEnumerable<TensorCounts> counts) => counts.Aggregate(default(TensorCounts), static (sum, next) => sum + next);
}
