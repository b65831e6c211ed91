using DropoutGen.CompilerServices;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Sampling: statistics over the passes' masks, against the oracle run through the same masks.</summary>
public sealed class MonteCarloTests
{
    private const ulong Seed = 77;
    private const int Passes = 7;

    // More than one chunk of rows.
    private const int Rows = 70;

    // What a float prediction is off by, relative to the largest: it limits how well a small variance is known.
    private const double FloatError = 5e-7;

    [Theory]
    [MemberData(nameof(NetworkCatalog.Names), MemberType = typeof(NetworkCatalog))]
    public void Statistics_agree_with_the_oracle(string network)
    {
        var check = new Check(NetworkReference.For(network));
        NetworkCatalog.Visit(network, check);
        check.Differences.Require();
    }

    private sealed class Check(NetworkReference reference) : INetworkVisitor
    {
        public Differences Differences { get; } = new();

        public void Visit<TNetwork, TTarget>()
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            OracleNetwork oracle = reference.CreateOracle();
            var batch = new Batch(oracle, Rows, reference.Seed + 7);
            var expected = OracleStatistics.Of([.. Enumerable.Range(0, Passes).Select(pass => oracle.Predict(
                batch.InputMatrix, OracleMode.Sampling, oracle.PhiloxMasks(Seed, (ulong)pass)))]);
            double deviation = Math.Sqrt(expected.Variance.Max());
            double size = expected.Mean.Max(Math.Abs);
            double varianceTolerance = Differences.Tolerance + (deviation == 0 ? 0 : FloatError * size / deviation);
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                MonteCarloPrediction actual = MonteCarloSampling.Run(
                    reference.Create<TNetwork>(width), batch.Inputs, Passes, Seed);
                Assert.Equal((Rows, oracle.Outputs, Passes), (actual.Rows, actual.Outputs, actual.Passes));
                Differences.Add(width, "mean", actual.Mean, expected.Mean);
                Differences.Add(width, "variance", actual.Variance, expected.Variance, varianceTolerance);
                CompareEntropies(width, actual, expected);
            }
        }

        private void CompareEntropies(VectorWidth width, MonteCarloPrediction actual, OracleStatistics expected)
        {
            (double[] Predictive, double[] Mutual)? entropies = reference.CreateOracle().Loss switch
            {
                SoftmaxCrossEntropy => expected.Entropies(binary: false),
                SigmoidCrossEntropy => expected.Entropies(binary: true),
                _ => null,
            };
            if (entropies is not var (predictive, mutual))
            {
                Assert.Equal(0, actual.PredictiveEntropy.Length);
                Assert.Equal(0, actual.MutualInformation.Length);
                return;
            }

            Differences.Add(width, "predictive entropy", actual.PredictiveEntropy, predictive);

            // Mutual information is a difference of entropies and as exact as they are, however small it is itself.
            Differences.Add(
                width,
                "mean entropy of the passes",
                [.. Enumerable.Range(0, Rows).Select(row => actual.PredictiveEntropy[row] - actual.MutualInformation[row])],
                [.. predictive.Zip(mutual, static (whole, part) => whole - part)]);
        }
    }
}
