using System.Globalization;
using DropoutGen.RandomNetworks.Tests.Declarations;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Moments;

/// <summary>Holds moments without sampling against all masks.</summary>
internal sealed class MomentCheck(DeclaredNetwork declared) : INetworkVisitor
{
    private const double Tolerance = 1e-5;
    private const int Rows = 2;

    /// <summary>What was wrong; empty if nothing.</summary>
    public string Failure { get; private set; } = string.Empty;

    /// <summary>Number of variances above 0 that were compared.</summary>
    public int Compared { get; private set; }

    public void Visit<TNetwork, TTarget>()
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        OracleNetwork oracle = declared.CreateOracle();
        oracle.RandomizeAsFloats(declared.Seed);
        oracle.RandomizeStatistics(declared.Seed);
        var network = TNetwork.Create(seed: 0);
        oracle.CopyTo(network.Parameters);
        oracle.CopyStatisticsTo(network.RunningStatistics);
        var random = new Random(~declared.Seed);
        float[] inputs = [.. Enumerable.Range(0, Rows * declared.Inputs).Select(_ => (2 * random.NextSingle()) - 1)];
        MomentPrediction actual = network.PredictMoments(inputs);
        for (int row = 0; row < Rows; row++)
        {
            (double[] mean, double[] variance) = AllMasks.Of(oracle, TNetwork.Definition, inputs[(row * declared.Inputs)..((row + 1) * declared.Inputs)]);
            for (int i = 0; i < mean.Length; i++)
            {
                Compare(mean[i], variance[i], actual.Mean[(row * mean.Length) + i], actual.Variance[(row * mean.Length) + i]);
            }
        }
    }

    // Variances that are nothing but rounding, of outputs that no mask changes, count as 0.
    private void Compare(double mean, double variance, double actualMean, double actualVariance)
    {
        double floor = 1e-13 * (1 + (mean * mean));
        Compared += variance > floor ? 1 : 0;
        if (!(Math.Abs(actualVariance - variance) <= (Tolerance * variance) + floor)
            || !(Math.Abs(actualMean - mean) <= Tolerance * (Math.Abs(mean) + Math.Sqrt(variance)) + 1e-7))
        {
            Failure += string.Create(
                CultureInfo.InvariantCulture, $"mean {actualMean}, not {mean}; variance {actualVariance}, not {variance}\n");
        }
    }
}
