using DropoutGen.CompilerServices;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Moments without sampling: exact where they should be, close to Monte-Carlo passes elsewhere.</summary>
public sealed class PredictMomentsTests
{
    private const double Exact = 1e-5;

    [Fact]
    public void Exact_where_the_network_is_linear_behind_its_dropouts()
    {
        Moments.RequireExact(new LinearHead(1), 0);
        Moments.RequireExact(new ClassicHead(2), 0);
        Moments.RequireExact(new LinearChain(3), 0);
        Moments.RequireExact(new FeatureChain(4), 0);
    }

    [Fact]
    public void Exact_where_all_masks_in_front_of_activations_are_gone_through()
    {
        Moments.RequireExact(new FewInputs(5), 32);
        Moments.RequireExact(new FeatureHidden(6), 8);
        Moments.RequireExact(Moments.WithVectors(new NormalizedHidden(7)), 32);
    }

    [Fact]
    public void More_masks_come_closer()
    {
        var network = new FewInputs(7);
        float[] inputs = PassesByHand.Inputs(40, 5, 7);
        double[] errors = [.. new[] { 0, 6, 16, 26 }.Select(masks => Error(network, inputs, masks))];
        Assert.InRange(errors[0], 0.01, 1);
        for (int i = 1; i < errors.Length; i++)
        {
            Assert.InRange(errors[i], 0, 0.8 * errors[i - 1]);
        }
    }

    [Fact]
    public void Closed_form_for_one_linear_unit()
    {
        // Var = (1 - q) / q sum (w x)^2.
        var network = new Sampling.InvertedLinear(8);
        float[] inputs = PassesByHand.Inputs(1, 24, 8);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        MomentPrediction actual = network.PredictMoments(inputs);
        var deterministic = new float[3];
        network.Predict(inputs, deterministic);
        for (int i = 0; i < 3; i++)
        {
            double squares = inputs.Select((x, k) => Math.Pow((double)x * network.Parameters[0][i, k], 2)).Sum();
            Assert.Equal(1, actual.Variance[i] / ((1 - q) / q * squares), Exact);
            Assert.Equal(deterministic[i], actual.Mean[i], 1e-6);
        }
    }

    [Fact]
    public void Normal_noise_through_activations_agrees_with_sampling()
    {
        Moments.RequireSampled(new NormalRelu(1));
        Moments.RequireSampled(new NormalGelu(2));
        Moments.RequireSampled(new NormalLeakyRelu(3));
        Moments.RequireSampled(new NormalSquare(4));
        Moments.RequireSampled(new AlphaHead(5));
        Moments.RequireSampled(new BalancedHead(6));
    }

    [Fact]
    public void Two_hidden_layers_are_close_to_sampling()
    {
        const int rows = 60;
        var network = new TwoHidden(1);
        float[] inputs = PassesByHand.Inputs(rows, 12, 1);
        MonteCarloPrediction sampled = network.PredictMonteCarlo(inputs, passes: 20_000, seed: 1, threads: 2);
        foreach ((int masks, double bound) in new[] { (0, 0.1), (128, 0.05) })
        {
            MomentPrediction moments = network.PredictMoments(inputs, new MomentOptions { MaximumMasks = masks });
            double[] errors = [.. sampled.Variance.ToArray().Zip(moments.Variance.ToArray(), static (s, m) => Math.Abs(Math.Sqrt(m / s) - 1)).Order()];
            Assert.InRange(errors[rows], 0, bound);
        }
    }

    [Fact]
    public void Without_dropout_there_is_no_variance()
    {
        var network = new FewInputs(9);
        network.Dropouts.SetRates(0);
        float[] inputs = PassesByHand.Inputs(3, 5, 9);
        var outputs = new float[6];
        network.PredictLogits(inputs, outputs);
        MomentPrediction actual = network.PredictMoments(inputs);
        for (int i = 0; i < outputs.Length; i++)
        {
            Assert.Equal(outputs[i], actual.Mean[i], 1e-6);
            Assert.Equal(0f, actual.Variance[i]);
        }
    }

    [Fact]
    public void Rows_and_threads_change_nothing()
    {
        var network = new TwoHidden(2);
        float[] inputs = PassesByHand.Inputs(50, 12, 2);
        MomentPrediction one = network.PredictMoments(inputs);
        MomentPrediction several = network.PredictMoments(inputs, new MomentOptions { Threads = 3 });
        Assert.Equal(one.Mean, several.Mean);
        Assert.Equal(one.Variance, several.Variance);
        MomentPrediction single = network.PredictMoments(inputs.AsSpan(12 * 7, 12));
        Assert.Equal(one.Variance.Slice(14, 2), single.Variance);
        Assert.Equal((1, 2), (single.Rows, single.Outputs));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var network = new FewInputs(1);
        Assert.Throws<ArgumentException>(() => network.PredictMoments(new float[4]));
        Assert.Throws<ArgumentException>(() => network.PredictMoments([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.PredictMoments(new float[5], new MomentOptions { Threads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.PredictMoments(new float[5], new MomentOptions { MaximumMasks = -1 }));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-6, 9.865876450376946e-10)]
    [InlineData(-10, 7.619853024160525e-24)]
    [InlineData(3.5, 0.9997673709209645)]
    public void Normal_distribution_function(double x, double expected)
    {
        Assert.Equal(expected, NormalDistribution.Cumulative(x), 1e-15);
        Assert.Equal(1, NormalDistribution.Cumulative(x) / expected, 1e-8);
    }

    [Theory]
    [InlineData(0.3, 0.7)]
    [InlineData(-2, 0.5)]
    [InlineData(40, 0.5)]
    [InlineData(-0.001, 3)]
    public void Closed_form_of_relu_is_its_integral(double mean, double deviation)
    {
        var coefficients = new double[ActivationMoments.Terms + 1];
        double variance = new LeakyReluCoefficients(0).Evaluate(mean, deviation, coefficients);

        // Midpoints of a fine grid, in Hermite polynomials by their recurrence.
        var expected = new double[coefficients.Length];
        double square = 0;
        const double step = 1e-4;
        for (double z = -10 + (step / 2); z < 10; z += step)
        {
            double weight = step * NormalDistribution.Density(z);
            double value = Math.Max(mean + (deviation * z), 0);
            square += weight * Math.Pow(value - coefficients[0], 2);
            double previous = 0;
            double current = 1;
            for (int k = 0; k < expected.Length; k++)
            {
                expected[k] += weight * value * current;
                (previous, current) = (current, ((z * current) - (Math.Sqrt(k) * previous)) / Math.Sqrt(k + 1));
            }
        }

        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], coefficients[k], 1e-6);
        }

        Assert.Equal(square, variance, 1e-6);
    }

    private static double Error<TNetwork>(TNetwork network, float[] inputs, int masks)
        where TNetwork : class, INetwork<TNetwork>
    {
        MomentPrediction actual = network.PredictMoments(inputs, new MomentOptions { MaximumMasks = masks });
        int width = TNetwork.Definition.Inputs;
        return Enumerable.Range(0, inputs.Length / width).Average(row =>
        {
            double expected = MaskEnumeration.Of(network, inputs[(row * width)..((row + 1) * width)]).Variance[0];
            return Math.Abs(Math.Sqrt(actual.Variance[row * actual.Outputs] / expected) - 1);
        });
    }
}
