namespace DropoutGen.CompilerServices;

/// <summary>
/// What goes round a residual branch: its moments, and its covariances with what goes round each branch inside this one and, behind
/// these, with the values inside the innermost.
/// </summary>
internal sealed class SkipMoments(int capacity)
{
    private readonly List<CrossCovariance> _covariances = [];

    public UnitMoments Values { get; } = new(capacity);

    /// <summary>Covariances with what goes round the branch that is so many levels further inside, or with the values there.</summary>
    public CrossCovariance With(int level)
    {
        while (_covariances.Count <= level)
        {
            _covariances.Add(new CrossCovariance());
        }

        return _covariances[level];
    }
}
