namespace DropoutGen.CompilerServices;

/// <summary>Negative logarithm of a normal density.</summary>
internal readonly ref struct NormalTerm : IRowTerm
{
    private readonly ReadOnlySpan<float> _mean;
    private readonly ReadOnlySpan<float> _variance;
    private readonly ReadOnlySpan<float> _targets;

    private NormalTerm(ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, ReadOnlySpan<float> targets)
    {
        _mean = mean;
        _variance = variance;
        _targets = targets;
    }

    public static NormalTerm Create(ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, ReadOnlySpan<float> targets)
    {
        MetricArgument.RequireRows(targets.Length, nameof(targets));
        MetricArgument.RequireCount(mean.Length, targets.Length, nameof(mean));
        MetricArgument.RequireCount(variance.Length, targets.Length, nameof(variance));
        MetricArgument.RequireNotNaN(mean, nameof(mean));
        MetricArgument.RequireNotNaN(targets, nameof(targets));
        MetricArgument.RequirePositive(variance, nameof(variance));
        return new NormalTerm(mean, variance, targets);
    }

    public double Term(int row)
    {
        double difference = (double)_targets[row] - _mean[row];
        double variance = _variance[row];
        return 0.5 * (Math.Log(2 * Math.PI * variance) + (difference * difference / variance));
    }
}

/// <summary>1 for a target inside its interval, else 0.</summary>
internal readonly ref struct CoverageTerm : IRowTerm
{
    private readonly ReadOnlySpan<float> _lower;
    private readonly ReadOnlySpan<float> _upper;
    private readonly ReadOnlySpan<float> _targets;

    private CoverageTerm(ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, ReadOnlySpan<float> targets)
    {
        _lower = lower;
        _upper = upper;
        _targets = targets;
    }

    public static CoverageTerm Create(ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, ReadOnlySpan<float> targets)
    {
        MetricArgument.RequireRows(targets.Length, nameof(targets));
        MetricArgument.RequireNotNaN(targets, nameof(targets));
        MetricArgument.RequireCount(lower.Length, targets.Length, nameof(lower));
        WidthTerm.RequireIntervals(lower, upper);
        return new CoverageTerm(lower, upper, targets);
    }

    public double Term(int row) => _lower[row] <= _targets[row] && _targets[row] <= _upper[row] ? 1 : 0;
}

/// <summary>Width of an interval.</summary>
internal readonly ref struct WidthTerm : IRowTerm
{
    private readonly ReadOnlySpan<float> _lower;
    private readonly ReadOnlySpan<float> _upper;

    private WidthTerm(ReadOnlySpan<float> lower, ReadOnlySpan<float> upper)
    {
        _lower = lower;
        _upper = upper;
    }

    public static WidthTerm Create(ReadOnlySpan<float> lower, ReadOnlySpan<float> upper)
    {
        MetricArgument.RequireRows(lower.Length, nameof(lower));
        RequireIntervals(lower, upper);
        return new WidthTerm(lower, upper);
    }

    public static void RequireIntervals(ReadOnlySpan<float> lower, ReadOnlySpan<float> upper)
    {
        MetricArgument.RequireCount(upper.Length, lower.Length, nameof(upper));
        for (int row = 0; row < lower.Length; row++)
        {
            if (!(lower[row] <= upper[row]))
            {
                throw new ArgumentException(
                    $"Row {row} has the interval from {lower[row]} to {upper[row]}: the upper end must not be below the lower one.",
                    nameof(upper));
            }
        }
    }

    public double Term(int row) => (double)_upper[row] - _lower[row];
}
