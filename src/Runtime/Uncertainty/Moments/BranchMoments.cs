namespace DropoutGen.CompilerServices;

/// <summary>Where a residual branch starts: the values go on, and round it. Inside, covariances of the two are needed of all values.</summary>
internal sealed class BranchStartMoments : MomentStep
{
    public override bool ReadsCovariance => true;

    public override void Run(UnitMoments moments, UnitMoments scratch) => moments.Skips.Push(moments);
}

/// <summary>
/// The sum behind a residual branch. With the covariance C of what went round it and D of what went through, and B between them:
/// C + D + B + B^T. Exact, given these.
/// </summary>
internal sealed class BranchSumMoments : MomentStep
{
    public override void Run(UnitMoments moments, UnitMoments scratch) => moments.Skips.Pop(moments, NeedsCovariance);
}
