namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Holds moments without sampling against all masks, or against passes.</summary>
internal static class Moments
{
    private const double Exact = 1e-5;

    /// <summary>A network whose normalisations do something.</summary>
    public static TNetwork WithVectors<TNetwork>(TNetwork network, int seed = 7)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(seed);
        foreach (ParameterView view in network.RunningStatistics.Concat(network.Parameters.Where(static view => view.Definition.Kind is ParameterKind.Scale or ParameterKind.Shift)))
        {
            view.CopyFrom([.. Enumerable.Range(0, view.Count).Select(_ => 0.5f + random.NextSingle())]);
        }

        return network;
    }

    /// <summary>Requires what an enumeration of all masks gives.</summary>
    public static void RequireExact<TNetwork>(TNetwork network, int masks)
        where TNetwork : class, INetwork<TNetwork>
    {
        int inputs = TNetwork.Definition.Inputs;
        float[] rows = PassesByHand.Inputs(3, inputs, 11);
        MomentPrediction actual = network.PredictMoments(rows, new MomentOptions { MaximumMasks = masks });
        for (int row = 0; row < 3; row++)
        {
            (double[] mean, double[] variance) = MaskEnumeration.Of(network, rows[(row * inputs)..((row + 1) * inputs)]);
            for (int i = 0; i < mean.Length; i++)
            {
                Assert.Equal(1, actual.Variance[(row * mean.Length) + i] / variance[i], Exact);
                Assert.Equal(mean[i], actual.Mean[(row * mean.Length) + i], Exact * Math.Sqrt(variance[i]));
            }
        }
    }

    /// <summary>
    /// Requires what passes give. Five deviations of chance; the variance of a variance is that of a distribution with at most three
    /// times a normal one's.
    /// </summary>
    public static void RequireSampled<TNetwork>(TNetwork network, int passes = 40_000)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] rows = PassesByHand.Inputs(4, TNetwork.Definition.Inputs, 12);
        MonteCarloPrediction sampled = network.PredictMonteCarlo(rows, new MonteCarloOptions { Passes = passes, Seed = 3, Threads = 2 });
        MomentPrediction actual = network.PredictMoments(rows);
        for (int i = 0; i < actual.Mean.Length; i++)
        {
            double margin = 5 * Math.Sqrt(sampled.Variance[i] / passes);
            Assert.InRange(actual.Mean[i] - sampled.Mean[i], -margin, margin);
            Assert.InRange(actual.Variance[i] / sampled.Variance[i], 1 - (5 * Math.Sqrt(6.0 / passes)), 1 + (5 * Math.Sqrt(6.0 / passes)));
        }
    }
}
