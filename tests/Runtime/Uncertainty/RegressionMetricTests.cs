namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Metrics of predicted densities and intervals.</summary>
public sealed class RegressionMetricTests
{
    private static readonly int[] s_groups = [3, 1, 3, 1, 2];

    [Fact]
    public void Likelihood_is_the_logarithm_of_the_normal_density()
    {
        float[] mean = [0f, 1f, -2f, 4f, 0.5f];
        float[] variance = [1f, 4f, 0.25f, 1e-3f, 1e4f];
        float[] targets = [0f, 3f, -2.5f, 4.125f, 90f];
        double[] terms =
        [
            .. mean.Select((m, i) => -Math.Log(
                Math.Exp(-Math.Pow((double)targets[i] - m, 2) / (2.0 * variance[i])) / Math.Sqrt(2 * Math.PI * variance[i]))),
        ];
        Assert.Equal(terms.Average(), UncertaintyMetrics.NegativeLogLikelihood(mean, variance, targets), 1e-12);
        Assert.Equal(
            [(1, 2, (terms[1] + terms[3]) / 2), (2, 1, terms[4]), (3, 2, (terms[0] + terms[2]) / 2)],
            UncertaintyMetrics.NegativeLogLikelihoodByGroup(mean, variance, targets, s_groups).Select(Rounded(terms)));

        // What is far out has no density left in double precision, but a logarithm.
        Assert.Equal(
            (1e8 / 2) + (Math.Log(2 * Math.PI) / 2), UncertaintyMetrics.NegativeLogLikelihood([0f], [1f], [1e4f]), 1e-6);
    }

    [Fact]
    public void Coverage_counts_both_ends_and_width_is_a_mean()
    {
        float[] lower = [0f, 0f, 0f, 0f, -1f];
        float[] upper = [1f, 1f, 1f, 0f, 5f];
        float[] targets = [0f, 1f, 1.5f, 0f, -2f];
        Assert.Equal(0.6, UncertaintyMetrics.IntervalCoverage(lower, upper, targets), 1e-15);
        Assert.Equal(9 / 5.0, UncertaintyMetrics.MeanIntervalWidth(lower, upper), 1e-15);
        Assert.Equal(
            [new GroupMetric(1, 2, 1), new GroupMetric(2, 1, 0), new GroupMetric(3, 2, 0.5)],
            UncertaintyMetrics.IntervalCoverageByGroup(lower, upper, targets, s_groups));
        Assert.Equal(
            [new GroupMetric(1, 2, 0.5), new GroupMetric(2, 1, 6), new GroupMetric(3, 2, 1)],
            UncertaintyMetrics.MeanIntervalWidthByGroup(lower, upper, s_groups));
    }

    [Fact]
    public void Bad_input_is_refused_with_the_numbers()
    {
        Assert.Throws<ArgumentException>(() => UncertaintyMetrics.NegativeLogLikelihood([], [], []));
        Assert.Contains(
            "variance has 1 values for 2 rows",
            Assert.Throws<ArgumentException>(() => UncertaintyMetrics.NegativeLogLikelihood([0f, 0f], [1f], [0f, 0f])).Message);
        Assert.Contains(
            "row 1 must be above 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => UncertaintyMetrics.NegativeLogLikelihood([0f, 0f], [1f, 0f], [0f, 0f])).Message);
        Assert.Throws<ArgumentException>(() => UncertaintyMetrics.NegativeLogLikelihood([float.NaN], [1f], [0f]));
        Assert.Contains(
            "from 2 to 1", Assert.Throws<ArgumentException>(() => UncertaintyMetrics.IntervalCoverage([2f], [1f], [0f])).Message);
        Assert.Throws<ArgumentException>(() => UncertaintyMetrics.MeanIntervalWidth([0f], [float.NaN]));
        Assert.Throws<ArgumentException>(() => UncertaintyMetrics.MeanIntervalWidth([], []));
        Assert.Throws<ArgumentException>(() => UncertaintyMetrics.IntervalCoverage([0f], [1f], [float.NaN]));
    }

    // Sums of two terms may be rounded in another order.
    private static Func<GroupMetric, (int, int, double)> Rounded(double[] terms) => metric =>
    {
        double[] of = [.. terms.Where((_, i) => s_groups[i] == metric.Group)];
        Assert.Equal(of.Average(), metric.Value, 1e-12);
        return (metric.Group, metric.Count, of.Sum() / of.Length);
    };
}
