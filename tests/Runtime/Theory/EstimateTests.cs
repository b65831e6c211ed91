using DropoutGen.Theory;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace DropoutGen.Runtime.Tests.Theory;

public sealed class EstimateTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    [InlineData(0.999999)]
    [InlineData(0.999999999999)]
    public void Intervals_are_normal_quantiles(double confidence)
    {
        double z = -Normal.InvCDF(0, 1, (1 - confidence) / 2);
        var estimate = new Estimate(3, 2, confidence);
        Assert.Equal(3 + (2 * z), estimate.Upper, 1e-5);
        Assert.Equal(3 - (2 * z), estimate.Lower, 1e-5);
        Assert.True(estimate.Contains(3 + (1.99 * z)));
        Assert.False(estimate.Contains(3 - (2.01 * z)));
    }

    [Fact]
    public void Without_error_only_the_value_itself_is_contained()
    {
        var estimate = new Estimate(3, 0, 0.99);
        Assert.True(estimate.Contains(3));
        Assert.False(estimate.Contains(3.0000001));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_confidence_lies_between_0_and_1(double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Estimate(0, 1, confidence));

    [Fact]
    public void Moments_in_one_pass_are_those_of_the_whole_sample()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => 1000 + Math.Exp(3 * random.NextDouble()))];
        var moments = default(RunningMoments);
        Array.ForEach(values, value => moments.Add(value));
        double mean = values.Average();
        double fourth = values.Average(value => Math.Pow(value - mean, 4));
        double variance = values.Variance();
        Assert.Equal(mean, moments.Mean(0.9).Value, 1e-10);
        Assert.Equal(Math.Sqrt(variance / 500), moments.Mean(0.9).StandardError, 1e-10);
        Assert.Equal(variance, moments.Variance(0.9).Value, 1e-8);
        double ofVariance = (fourth - (variance * variance * 497 / 499)) / 500;
        Assert.Equal(Math.Sqrt(ofVariance), moments.Variance(0.9).StandardError, 1e-8);
    }
}
