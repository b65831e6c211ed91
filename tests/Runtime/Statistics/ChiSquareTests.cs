namespace DropoutGen.Runtime.Tests.Statistics;

public class ChiSquareTests
{
    // Tabulated: the chi-square quantiles at 1 - 1e-4.
    [Theory]
    [InlineData(3, 21.108, 0.035)]
    [InlineData(9, 33.720, 0.013)]
    [InlineData(10, 35.564, 0.013)]
    [InlineData(100, 161.319, 0.002)]
    public void The_quantile_is_the_tabulated_one(int degrees, double quantile, double tolerance) =>
        Assert.InRange(ChiSquare.Quantile(degrees) / quantile, 1 - tolerance, 1 + tolerance);

    [Fact]
    public void A_dependence_is_seen() =>
        Assert.ThrowsAny<Exception>(() => ChiSquare.AssertIndependent(
            new long[,] { { 1_100, 900, 1_000 }, { 900, 1_100, 1_000 }, { 1_000, 1_000, 1_000 } }, "planted"));
}
