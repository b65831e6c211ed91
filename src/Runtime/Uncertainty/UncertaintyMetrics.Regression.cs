using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <content>Metrics of predicted densities and intervals of values.</content>
public static partial class UncertaintyMetrics
{
    /// <summary>
    /// Negative log likelihood of targets under normal distributions in nats: the mean over the values of
    /// (log(2 pi variance) + (target - mean)^2 / variance) / 2.
    /// </summary>
    /// <param name="mean">Predicted means, in the targets' unit.</param>
    /// <param name="variance">Predicted variances, above 0, in that unit squared: of the noise and of the model together.</param>
    /// <param name="targets">Observed values.</param>
    /// <exception cref="ArgumentException">There are no values, the lengths differ, or a value is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A variance is not above 0.</exception>
    public static double NegativeLogLikelihood(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, ReadOnlySpan<float> targets) =>
        RowMetrics.Mean(NormalTerm.Create(mean, variance, targets), targets.Length);

    /// <summary>The negative log likelihood of targets under normal distributions in each group of values.</summary>
    /// <param name="mean">Predicted means, in the targets' unit.</param>
    /// <param name="variance">Predicted variances, above 0, in that unit squared.</param>
    /// <param name="targets">Observed values.</param>
    /// <param name="groups">Number of each value's group.</param>
    /// <exception cref="ArgumentException">There are no values, the lengths differ, or a value is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A variance is not above 0.</exception>
    public static GroupMetric[] NegativeLogLikelihoodByGroup(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, ReadOnlySpan<float> targets, ReadOnlySpan<int> groups) =>
        RowMetrics.MeanByGroup(NormalTerm.Create(mean, variance, targets), targets.Length, groups);

    /// <summary>
    /// Coverage of intervals: the share of targets with lower &lt;= target &lt;= upper. Of good intervals it is the probability
    /// they were made for, and <see cref="MeanIntervalWidth"/> is small.
    /// </summary>
    /// <remarks>Gneiting, Raftery: Strictly Proper Scoring Rules, Prediction, and Estimation (2007), section 6.2.</remarks>
    /// <param name="lower">Lower ends, in the targets' unit.</param>
    /// <param name="upper">Upper ends, not below the lower ones.</param>
    /// <param name="targets">Observed values.</param>
    /// <exception cref="ArgumentException">There are no values, the lengths differ, an end is not a number, or ends have changed places.</exception>
    public static double IntervalCoverage(
        ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, ReadOnlySpan<float> targets) =>
        RowMetrics.Mean(CoverageTerm.Create(lower, upper, targets), targets.Length);

    /// <summary><see cref="IntervalCoverage"/> of each group of values.</summary>
    /// <param name="lower">Lower ends, in the targets' unit.</param>
    /// <param name="upper">Upper ends, not below the lower ones.</param>
    /// <param name="targets">Observed values.</param>
    /// <param name="groups">Number of each value's group.</param>
    /// <exception cref="ArgumentException">There are no values, the lengths differ, an end is not a number, or ends have changed places.</exception>
    public static GroupMetric[] IntervalCoverageByGroup(
        ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, ReadOnlySpan<float> targets, ReadOnlySpan<int> groups) =>
        RowMetrics.MeanByGroup(CoverageTerm.Create(lower, upper, targets), targets.Length, groups);

    /// <summary>Mean of upper - lower, in the targets' unit.</summary>
    /// <param name="lower">Lower ends.</param>
    /// <param name="upper">Upper ends, not below the lower ones.</param>
    /// <exception cref="ArgumentException">There are no values, the lengths differ, an end is not a number, or ends have changed places.</exception>
    public static double MeanIntervalWidth(ReadOnlySpan<float> lower, ReadOnlySpan<float> upper) =>
        RowMetrics.Mean(WidthTerm.Create(lower, upper), lower.Length);

    /// <summary><see cref="MeanIntervalWidth"/> of each group of values.</summary>
    /// <param name="lower">Lower ends.</param>
    /// <param name="upper">Upper ends, not below the lower ones.</param>
    /// <param name="groups">Number of each value's group.</param>
    /// <exception cref="ArgumentException">There are no values, the lengths differ, an end is not a number, or ends have changed places.</exception>
    public static GroupMetric[] MeanIntervalWidthByGroup(
        ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, ReadOnlySpan<int> groups) =>
        RowMetrics.MeanByGroup(WidthTerm.Create(lower, upper), lower.Length, groups);
}
