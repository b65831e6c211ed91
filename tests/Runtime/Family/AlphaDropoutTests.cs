namespace DropoutGen.Runtime.Tests.Family;

public sealed class AlphaDropoutTests
{
    private const int Rows = 128;
    private const int Units = 64;
    private const double Saturation = -1.7580993408473766;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Selu_of_normal_values_keeps_mean_and_variance_within_a_hundredth(double rate)
    {
        // Selu's fixed point: normal values of mean 0 and variance 1 have these behind it too.
        AlphaValues network = Create(rate);
        using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = Rows, Seed = 3 });
        var random = new Random(5);
        var inputs = new float[Rows * Units];
        var outputs = new float[Rows * Units];
        double sum = 0;
        double squares = 0;
        const int passes = 60;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            }

            trainer.Forward(inputs, outputs);
            sum += outputs.Sum(static value => (double)value);
            squares += outputs.Sum(static value => (double)value * value);
        }

        // Of 490,000 values the mean deviates by 0.0014, the variance by 0.003.
        double count = (double)passes * inputs.Length;
        Assert.InRange(sum / count, -0.01, 0.01);
        Assert.InRange((squares / count) - (sum / count * (sum / count)), 0.99, 1.01);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_value_is_kept_scaled_and_shifted_or_saturated(double rate)
    {
        AlphaValues network = Create(rate);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        double a = 1 / Math.Sqrt(q * (1 + (Saturation * Saturation * (1 - q))));
        double b = -a * Saturation * (1 - q);
        using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = Rows });
        var inputs = new float[Rows * Units];
        Array.Fill(inputs, 2f);
        var outputs = new float[Rows * Units];
        trainer.Forward(inputs, outputs);
        double kept = (a * 2 * 1.0507009873554805) + b;
        double dropped = (a * Saturation) + b;
        int drops = 0;
        foreach (float output in outputs)
        {
            bool isDropped = Math.Abs(output - dropped) < 1e-5;
            Assert.True(isDropped || Math.Abs(output - kept) < 1e-5, $"{output} is neither {kept} nor {dropped}");
            drops += isDropped ? 1 : 0;
        }

        double deviation = Math.Sqrt(q * (1 - q) / outputs.Length);
        Assert.InRange((double)drops / outputs.Length, 1 - q - (5 * deviation), 1 - q + (5 * deviation));
    }

    [Fact]
    public void At_rate_0_and_at_inference_values_stay()
    {
        AlphaValues network = Create(0);
        float[] inputs = [.. Enumerable.Range(0, Units).Select(static i => i / 8f)];
        var outputs = new float[Units];
        using var trainer = network.CreateTrainer(new Sgd(0f));
        trainer.Forward(inputs, outputs);
        float[] trained = [.. outputs];
        network.Dropouts[0].Rate = 0.5;
        network.Predict(inputs, outputs);
        Assert.Equal(trained, outputs);
        Assert.Equal(inputs[8] * 1.0507009873554805f, outputs[8], 1e-6f);
    }

    [Fact]
    public void A_sum_has_the_mean_and_the_variance_of_the_formula()
    {
        var network = new AlphaLinear(5);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        double a = 1 / Math.Sqrt(q * (1 + (Saturation * Saturation * (1 - q))));
        double b = -a * Saturation * (1 - q);
        LinearMoments.Require(
            network.Parameters,
            static (rows, passes) => new AlphaLinear(5).PredictMonteCarlo(rows, passes, seed: 21),
            x => (a * ((q * x) + ((1 - q) * Saturation))) + b,
            x => a * a * q * (1 - q) * (x - Saturation) * (x - Saturation));
    }

    private static AlphaValues Create(double rate)
    {
        var network = new AlphaValues(1);
        Identity.Set(network.Dense0Weight);
        Identity.Set(network.Dense1Weight);
        network.Dropouts[0].Rate = rate;
        return network;
    }
}
