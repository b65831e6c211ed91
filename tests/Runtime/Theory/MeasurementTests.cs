using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>Penalty, gradient noise, variance of Monte-Carlo means and removed units, against all masks.</summary>
public sealed class MeasurementTests
{
    [Fact]
    public void Penalty_of_a_linear_network()
    {
        Enumeration exact = Cases.Linear(DropoutScaling.Inverted);
        PenaltyReport report = AdaptiveL2.Measure(
            exact.Create<LinearInverted>(), Cases.Inputs3, Cases.Targets2, 20_000, seed: 2, Cases.Confidence);
        Require(report, exact);
        Assert.Equal(exact.ExpectedLoss() - exact.Loss(null), report.ExactPenalty!.Value, 1e-10);
    }

    [Fact]
    public void Penalty_of_a_classic_one()
    {
        Enumeration exact = Cases.Linear(DropoutScaling.Classic);
        Require(AdaptiveL2.Measure(
            exact.Create<LinearClassic>(), Cases.Inputs3, Cases.Targets2, 20_000, seed: 2, Cases.Confidence), exact);
    }

    [Fact]
    public void Penalty_of_a_classifier()
    {
        Enumeration exact = Cases.Classes();
        PenaltyReport report = AdaptiveL2.Measure(
            exact.Create<CurvedClasses>(), Cases.Inputs2, Cases.Labels, 20_000, seed: 2, Cases.Confidence);
        Require(report, exact);
        Assert.Null(report.ExactPenalty);
    }

    [Fact]
    public void Gradient_noise_of_each_parameter()
    {
        Enumeration exact = Cases.Curved();
        (double[] mean, double[] variance) = exact.Moments(exact.Gradient);
        CurvedValues network = exact.Create<CurvedValues>();
        GradientNoiseReport report = GradientNoise.Measure(
            network, Cases.Inputs2, Cases.Targets1, 20_000, seed: 2, Cases.Confidence);
        Assert.Equal(network.Parameters.Select(static parameter => parameter.Name), report.Parameters.Select(static noise => noise.Name));
        int first = 0;
        foreach (ParameterNoise noise in report.Parameters)
        {
            double trace = variance.AsSpan(first, noise.Count).ToArray().Sum();
            double norm = Math.Sqrt(mean.AsSpan(first, noise.Count).ToArray().Sum(static value => value * value));
            Assert.True(noise.Variance.Contains(trace), $"{noise.Name}: {noise.Variance} does not contain {trace}");
            Assert.InRange(noise.Variance.StandardError / trace, 1e-4, 0.05);

            // The norm of a mean whose parts have the variance trace / passes.
            Assert.Equal(norm, noise.MeanNorm, 5 * Math.Sqrt(trace / 20_000));
            Assert.Equal(noise.Variance.Value / (noise.MeanNorm * noise.MeanNorm), noise.NoiseScale, 1e-9);
            first += noise.Count;
        }
    }

    [Fact]
    public void The_smallest_sample_of_gradients_is_unbiased()
    {
        // Two passes a time: a wrong divisor would be off by a factor of two.
        Enumeration exact = Cases.Linear(DropoutScaling.Inverted);
        double trace = exact.Moments(exact.Gradient).Variance.Take(6).Sum();
        LinearInverted network = exact.Create<LinearInverted>();
        double[] measured = [.. Enumerable.Range(0, 2000).Select(i => GradientNoise.Measure(
            network, Cases.Inputs3, Cases.Targets2, 2, (ulong)i).Parameters[0].Variance.Value)];
        double mean = measured.Average();
        double error = Math.Sqrt(measured.Sum(value => Math.Pow(value - mean, 2))) / 2000;
        Assert.InRange(mean, trace - (4 * error), trace + (4 * error));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Variance_of_Monte_Carlo_means(int passes)
    {
        Require<LinearInverted>(DropoutScaling.Inverted, passes);
        Require<LinearClassic>(DropoutScaling.Classic, passes);
    }

    [Fact]
    public void Of_a_curved_network_no_variance_is_known() => Assert.Null(
        MonteCarloVariance.Measure(new CurvedValues(1), Cases.Inputs2, passes: 2, repeats: 2, seed: 1).Exact(0, 0));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Loss_without_some_units(bool rescale)
    {
        Enumeration exact = Cases.Curved();
        double[] fractions = [0, 0.25, 0.75];
        CurvedValues network = exact.Create<CurvedValues>();
        var points = RemovedUnits.Measure(
            network, Cases.Inputs2, Cases.Targets1, fractions, repeats: 10_000, seed: 4, rescale, confidence: Cases.Confidence);
        for (int i = 0; i < fractions.Length; i++)
        {
            // The oracle multiplies by 1 / keep: without rescaling the values behind it take that back.
            double keep = 1 - fractions[i];
            Enumeration changed = Cases.Curved();
            double[] behind = changed.Oracle["dense1.weight"].Values;
            for (int k = 0; k < behind.Length && !rescale; k++)
            {
                behind[k] *= keep;
            }

            double loss = changed.Moments(masks => [changed.Loss(masks)], [fractions[i]]).Mean[0];
            Estimate measured = points[i].Loss;
            Assert.Equal(fractions[i], points[i].Fraction);
            Assert.Equal(loss, measured.Value, 1e-6 + (4 * measured.StandardError));
            Assert.Null(points[i].Accuracy);
        }

        Assert.Equal(0, points[0].Loss.StandardError, 1e-9);
        Assert.True(points[2].Loss.StandardError > 1e-5);
        Assert.Equal(0.5, network.Dropouts[0].Rate);
    }

    [Fact]
    public void Accuracy_without_some_units()
    {
        Enumeration exact = Cases.Classes();
        var points = RemovedUnits.Measure(
            exact.Create<CurvedClasses>(), Cases.Inputs2, Cases.Labels, [0.5], repeats: 10_000, seed: 4, rescale: true, confidence: Cases.Confidence);
        double accuracy = exact.Moments(masks =>
        {
            double[] logits = exact.Logits(masks);
            return [((logits[1] > logits[0] ? 1 : 0) + (logits[2] >= logits[3] ? 1 : 0)) / 2.0];
        }).Mean[0];
        Assert.True(points[0].Accuracy!.Value.Contains(accuracy), $"{points[0].Accuracy} does not contain {accuracy}");
        Assert.True(points[0].Loss.Contains(exact.ExpectedLoss()));
    }

    [Fact]
    public void Units_that_cannot_be_removed()
    {
        Assert.Contains("Classic", Assert.Throws<ArgumentException>(() => RemovedUnits.Measure(
            new LinearClassic(1), Cases.Inputs3, Cases.Targets2, [0.5], 2, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("No dropout is chosen", Assert.Throws<ArgumentException>(() => RemovedUnits.Measure(
            new LinearInverted(1), Cases.Inputs3, Cases.Targets2, [0.5], 2, seed: 1, dropouts: static _ => false)).Message, StringComparison.Ordinal);
        Assert.Contains("Gaussian", Assert.Throws<ArgumentException>(() => RemovedUnits.Measure(
            new OtherPaths(1), new float[4], new float[2], [0.5], 2, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Equal("fractions", Assert.Throws<ArgumentOutOfRangeException>(() => RemovedUnits.Measure(
            new LinearInverted(1), Cases.Inputs3, Cases.Targets2, [1.0], 2, seed: 1)).ParamName);
    }

    private static void Require(PenaltyReport report, Enumeration exact)
    {
        double loss = exact.ExpectedLoss();
        Assert.Equal(exact.Loss(null), report.Deterministic, 1e-6);
        Assert.True(report.Expected.Contains(loss), $"{report.Expected} does not contain {loss}");
        Assert.True(report.Penalty.Contains(loss - exact.Loss(null)));
        Assert.False(report.Penalty.Contains(0));
    }

    private static void Require<TNetwork>(DropoutScaling scaling, int passes)
        where TNetwork : class, INetwork<TNetwork>
    {
        Enumeration exact = Cases.Linear(scaling);
        double[] variance = exact.Moments(exact.Logits).Variance;
        MonteCarloVarianceReport report = MonteCarloVariance.Measure(
            exact.Create<TNetwork>(), Cases.Inputs3, passes, repeats: 10_000, seed: 9, Cases.Confidence);
        for (int i = 0; i < variance.Length; i++)
        {
            Estimate measured = report[i / 2, i % 2];
            Assert.True(measured.Contains(variance[i] / passes), $"{measured} does not contain {variance[i] / passes}");
            Assert.Equal(variance[i] / passes, report.Exact(i / 2, i % 2)!.Value, 1e-10);
            Assert.InRange(measured.StandardError / measured.Value, 0.001, 0.03);
        }
    }
}
