namespace DropoutGen.Runtime.Tests.Masks;

public class KeepProbabilityTests
{
    [Theory]
    [InlineData(0, 65_536, 0)]
    [InlineData(0.5, 32_768, 1)]
    [InlineData(0.25, 49_152, 2)]
    [InlineData(0.75, 16_384, 2)]
    [InlineData(0.125, 57_344, 3)]
    [InlineData(0.1, 58_982, 15)]
    [InlineData(0.2, 52_429, 16)]
    [InlineData(0.3, 45_875, 16)]
    [InlineData(1e-9, 65_535, 16)]
    [InlineData(0.999999, 1, 16)]
    public void A_rate_has_a_threshold_and_slices(double rate, int threshold, int slices)
    {
        var keep = new KeepProbability(rate);
        Assert.Equal(threshold, keep.Threshold);
        Assert.Equal(slices, keep.SliceCount);
        Assert.Equal(threshold / 65_536.0, keep.Effective);
        Assert.Equal(MaskContract.Threshold(rate), keep.Threshold);
    }

    [Fact]
    public void A_rate_between_never_keeps_or_drops_all()
    {
        double[] ends =
        [
            double.Epsilon, 1e-300, 1e-17, 1e-6, 7e-6, 8e-6, 1 - 8e-6, 1 - 7e-6, 1 - 1e-9, Math.BitDecrement(1.0),
        ];
        foreach (double rate in ends.Concat(Enumerable.Range(1, 9_999).Select(i => i / 10_000.0)))
        {
            var keep = new KeepProbability(rate);
            Assert.InRange(keep.Effective, 1.0 / 65_536, 65_535.0 / 65_536);
            Assert.InRange(keep.SliceCount, 1, 16);

            // Half a step, and a whole one where the ends are kept off 0 and 1.
            Assert.InRange(Math.Abs(keep.Effective - (1 - rate)), 0, 1.0 / 65_536);
        }
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1, "1")]
    [InlineData(2, "2")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_bad_rate_is_refused(double rate, string stated)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new KeepProbability(rate));
        Assert.Equal("rate", exception.ParamName);
        Assert.Equal(rate, exception.ActualValue);
        Assert.Contains($"Actual value was {stated}.", exception.Message);
    }

    [Fact]
    public void Default_keeps_everything()
    {
        Assert.Equal(new KeepProbability(0), default);
        Assert.Equal(1, default(KeepProbability).Effective);
        Assert.Equal(0, default(KeepProbability).SliceCount);
    }

    [Fact]
    public void Negative_zero_keeps_everything() => Assert.Equal(new KeepProbability(0), new KeepProbability(-0.0));
}
