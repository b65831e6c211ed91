namespace DropoutGen.Analyzers.Tests.CallSites;

/// <summary>DG2005: Monte-Carlo sampling that can tell nothing.</summary>
public sealed class SamplingTests
{
    [Theory]
    [InlineData("passes: 5", "Of 5 passes the variance has a standard error of 71 %", "public static float Run(Net net, float[] x) => net.PredictMonteCarlo(x, passes: 5, seed: 1).Variance[0];")]
    [InlineData("Passes", "Of 9 passes the variance has a standard error of 50 %", "private const int Passes = 9; public static float Run(Net net, float[] x) => net.PredictMonteCarlo(x, Passes, 1).Variance[0];")]
    [InlineData("passes", "Of 2 passes the variance has a standard error of 141 %", "public static float Run(Net net, float[] x) { int passes = 2; return net.PredictMonteCarlo(x, passes, 1).Variance[0]; }")]
    [InlineData("3", "Of 3 passes the variance has a standard error of 100 %", "public static float Run(Net net, float[] x) => net.PredictMonteCarlo(x, new MonteCarloOptions { Passes = 3 }).Variance[0];")]
    [InlineData("net.PredictMonteCarlo(x, new MonteCarloOptions())", "'Plain' declares no dropout", "public static float Run(Plain net, float[] x) => net.PredictMonteCarlo(x, new MonteCarloOptions()).Variance[0];")]
    [InlineData("net.PredictMonteCarlo(x, 100, 1)", "'Plain' declares no dropout", "public static float Run(Plain net, float[] x) => net.PredictMonteCarlo(x, 100, 1).Variance[0];")]
    [InlineData("new Plain(1).PredictMonteCarlo(x, passes: 3, seed: 1)", "'Plain' declares no dropout", "public static float Run(float[] x) => new Plain(1).PredictMonteCarlo(x, passes: 3, seed: 1).Variance[0];")]
    [InlineData("DropoutGen.CompilerServices.MonteCarloSampling.Run(net, x, 100, 1)", "'Plain' declares no dropout", "public static float Run(Plain net, float[] x) => DropoutGen.CompilerServices.MonteCarloSampling.Run(net, x, 100, 1).Variance[0];")]
    public async Task Hit(string place, string message, string members)
    {
        var diagnostic = Assert.Single(await CallSiteCode.Diagnostics("DG2005", members));
        Assert.Equal(place, CallSiteCode.Text(diagnostic));
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static float Run(Net net, float[] x) => net.PredictMonteCarlo(x, passes: 10, seed: 1).Variance[0];")]
    [InlineData("public static float Run(Net net, float[] x, int passes) => net.PredictMonteCarlo(x, passes, 1).Variance[0];")]
    [InlineData("public static float Run(Net net, float[] x) { int passes = 2; while (passes < 100) passes *= 2; return net.PredictMonteCarlo(x, passes, 1).Variance[0]; }")]
    [InlineData("public static float Run<T>(T net, float[] x) where T : class, INetwork<T> => net.PredictMonteCarlo(x, 100, 1).Variance[0];")]
    [InlineData("private sealed class Own { public int PredictMonteCarlo(float[] x, int passes, ulong seed) => passes; } public static int Run(float[] x) => new Own().PredictMonteCarlo(x, 2, 1);")]
    public async Task Near_miss(string members) => Assert.Empty(await CallSiteCode.Reported("DG2005", members));
}
