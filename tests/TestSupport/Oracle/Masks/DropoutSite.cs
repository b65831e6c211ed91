namespace DropoutGen.TestSupport.Oracle;

/// <summary>A place where units are dropped, numbered in layer order.</summary>
public sealed record DropoutSite(int Units, double Rate, bool IsRounded = true, int RowsPerMask = 1, bool Balanced = false)
{
    /// <summary>The probability by which values are scaled.</summary>
    public double KeepProbability => IsRounded ? KeepThreshold.Probability(Rate) : 1 - Rate;
}
