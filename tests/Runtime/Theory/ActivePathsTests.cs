using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Theory;

public sealed class ActivePathsTests
{
    private const double Paths = 4 * 5 * 3 * 2;

    // Constants, as an attribute shows: two of six features' columns are not dropped, alpha dropout drops, Gaussian does not.
    [Theory]
    [InlineData(ManyPaths.PathCount, ManyPaths.ActivePathCount, Paths, Paths * 0.75 * 0.5)]
    [InlineData(OtherPaths.PathCount, OtherPaths.ActivePathCount, 4 * 5 * 6 * 2, 4 * 5 * 6 * 2 * (1 - (0.5 * 3 / 4)) * 0.75)]
    [InlineData(SmallQuantiles.PathCount, SmallQuantiles.ActivePathCount, 18, 18)]
    public void Every_network_has_its_numbers_as_constants(double count, double active, double expectedCount, double expectedActive)
    {
        Assert.Equal(expectedCount, count);
        Assert.Equal(expectedActive, active, 1e-9);
    }

    [Fact]
    public void Masks_leave_as_many_active()
    {
        Require(new ManyPaths(1), 0.75 * 0.5);
        Require(new OtherPaths(1), (1 - (0.5 * 3 / 4)) * 0.75);
    }

    [Fact]
    public void Present_rates_count()
    {
        var network = new ManyPaths(1);
        network.Dropouts[0].Rate = 0;
        network.Dropouts[1].Rate = 0.875;
        Require(network, 0.125);
        Assert.Equal(0.875, network.Dropouts[1].Rate);
    }

    [Fact]
    public void Through_a_curved_layer_they_cannot_be_counted() => Assert.Contains(
        "CurvedValues is not proportional",
        Assert.Throws<ArgumentException>(() => ActivePaths.Measure(new CurvedValues(1), 10, seed: 1)).Message,
        StringComparison.Ordinal);

    private static void Require<TNetwork>(TNetwork network, double share)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] before = network.Parameters[0].ToArray();
        ActivePathReport report = ActivePaths.Measure(network, 10_000, seed: 5, Cases.Confidence);
        Assert.Equal(share, report.ExpectedShare, 1e-9);
        Assert.Equal(report.PathCount * share, report.ExpectedCount, 1e-6);
        Assert.True(report.MeasuredShare.Contains(share), $"{report.MeasuredShare} does not contain {share}");
        Assert.InRange(report.MeasuredShare.StandardError, 1e-4, 0.01);
        Assert.Equal(before, network.Parameters[0].ToArray());
    }
}
