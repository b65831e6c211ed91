namespace DropoutGen.Runtime.Tests.Sampling;

/// <summary>A linear network: dropout in front of one dense layer, classic.</summary>
[Network(24)]
[Dropout(0.3, Scaling = DropoutScaling.Classic)]
[Dense(3), MeanSquaredError]
public sealed partial class ClassicLinear;

/// <summary>The same, inverted.</summary>
[Network(24)]
[Dropout(0.3)]
[Dense(3), MeanSquaredError]
public sealed partial class InvertedLinear;

/// <summary>
/// Where the network is linear the mean over masks is what inference gives, within what chance allows: of an inverted
/// output sum w x m / q the variance is (1 - q) / q sum (w x)^2, of a classic one q (1 - q) sum (w x)^2.
/// </summary>
public sealed class LinearSamplingTests
{
    private const int Passes = 20_000;
    private const int Inputs = 24;

    [Fact]
    public void Inverted_scaling_is_unbiased()
    {
        var network = new InvertedLinear(5);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        var outputs = new float[6];
        network.Predict(Rows(), outputs);
        Require(network.Parameters[0], network.PredictMonteCarlo(Rows(), Passes, seed: 11), outputs, (1 - q) / q);
    }

    [Fact]
    public void Classic_scaling_is_unbiased()
    {
        var network = new ClassicLinear(5);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        var outputs = new float[6];
        network.Predict(Rows(), outputs);
        Require(network.Parameters[0], network.PredictMonteCarlo(Rows(), Passes, seed: 12), outputs, q * (1 - q));
    }

    private static void Require(ParameterView weight, MonteCarloPrediction prediction, float[] expected, double factor)
    {
        float[] rows = Rows();
        for (int i = 0; i < expected.Length; i++)
        {
            double squares = 0;
            for (int k = 0; k < Inputs; k++)
            {
                double term = weight[i % 3, k] * (double)rows[(i / 3 * Inputs) + k];
                squares += term * term;
            }

            double variance = factor * squares;

            // Five deviations; the variance of a variance of near-normal values is 2 variance^2 / passes.
            double margin = 5 * Math.Sqrt(variance / Passes);
            Assert.InRange(prediction.Mean[i] - expected[i], -margin, margin);
            double spread = 5 * Math.Sqrt(2.0 / Passes);
            Assert.InRange(prediction.Variance[i] / variance, 1 - spread, 1 + spread);
        }
    }

    private static float[] Rows()
    {
        var random = new Random(8);
        return [.. Enumerable.Range(0, 2 * Inputs).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
