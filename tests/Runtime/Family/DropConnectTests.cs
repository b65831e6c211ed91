using DropoutGen.CompilerServices;

namespace DropoutGen.Runtime.Tests.Family;

public sealed class DropConnectTests
{
    [Fact]
    public void A_sum_has_the_mean_and_the_variance_of_the_formula() => LinearMoments.Require(
        new ConnectLinear(5).Parameters,
        static (rows, passes) => new ConnectLinear(5).PredictMonteCarlo(rows, passes, seed: 23),
        static x => x,
        x => (1 - Keep) / Keep * x * x);

    private static double Keep => new ConnectLinear(5).Dropouts[0].EffectiveKeepProbability;

    [Fact]
    public void A_weight_is_scaled_or_zero_by_the_bits_of_its_input_and_unit()
    {
        RequireBits(new ConnectValues(3), 50, 200);
        RequireBits(new ConnectTransposedValues(3), 200, 3);
    }

    // Rows of the identity show the weights, which are 1; a row of the mask is an input.
    private static void RequireBits<TNetwork>(TNetwork network, int inputs, int units)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        var ones = new float[units * inputs];
        Array.Fill(ones, 1f);
        network.Parameters[0].CopyFrom(ones);
        var rows = new float[inputs * inputs];
        for (int i = 0; i < inputs; i++)
        {
            rows[(i * inputs) + i] = 1;
        }

        DropoutState dropout = network.Dropouts[0];
        var layout = new MaskLayout(units);
        var mask = new uint[layout.WordCount(inputs)];
        var outputs = new float[inputs * units];
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            network.VectorWidth = width;
            using var trainer = new Trainer<TNetwork, float, Sgd>(network, new Sgd(0f), new TrainerOptions { BatchSize = inputs, Seed = 9 });
            int kept = 0;
            for (int pass = 0; pass < 3; pass++)
            {
                MaskGenerator.Fill(width, mask, layout, 0, 9, (ulong)pass, 1, 0, inputs, dropout.Keep);
                trainer.Forward(rows, outputs);
                for (int i = 0; i < outputs.Length; i++)
                {
                    int bit = (i / units * layout.RowBits) + (i % units);
                    bool isKept = (mask[bit / 32] >> (bit % 32) & 1) == 1;
                    kept += isKept ? 1 : 0;
                    Assert.Equal(isKept ? dropout.TrainingScale : 0f, outputs[i]);
                }
            }

            double q = dropout.EffectiveKeepProbability;
            double deviation = Math.Sqrt(q * (1 - q) / (3 * outputs.Length));
            Assert.InRange((double)kept / (3 * outputs.Length), q - (5 * deviation), q + (5 * deviation));
        }
    }

    [Fact]
    public void Rate_0_and_inference_take_the_weights_as_they_are()
    {
        var network = new ConnectValues(4);
        float[] inputs = Rows(7, 50, 1);
        var expected = new float[7 * 200];
        network.Predict(inputs, expected);
        network.Dropouts[0].Rate = 0;
        var outputs = new float[7 * 200];
        using var trainer = network.CreateTrainer(new Sgd(0f));
        trainer.Forward(inputs, outputs);
        Assert.Equal(expected, outputs);
        network.Predict(inputs, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void A_dropped_weight_is_zero_even_if_it_is_not_a_number_and_is_not_updated()
    {
        var network = new ConnectLinear(5);
        float[] before = network.Parameters[0].ToArray();
        using var trainer = network.CreateTrainer(new Sgd(0.1f), new TrainerOptions { BatchSize = 4, Seed = 2 });
        _ = trainer.Step(Rows(4, 24, 2), Rows(4, 3, 3));
        float[] after = network.Parameters[0].ToArray();
        int unchanged = before.Zip(after).Count(static pair => pair.First == pair.Second);
        Assert.InRange(unchanged, 8, 36);

        Array.Fill(after, float.NaN);
        network.Parameters[0].CopyFrom(after);
        network.Dropouts[0].Rate = 0.9999;
        var outputs = new float[3];
        trainer.Forward(Rows(1, 24, 2), outputs);
        Assert.Equal(network.Parameters[1].ToArray(), outputs);
    }

    [Fact]
    public void Rows_that_are_split_over_calls_and_threads_see_the_same_weights()
    {
        var network = new ConnectClassifier(6);
        float[] inputs = Rows(150, 12, 4);
        MonteCarloPrediction whole = network.PredictMonteCarlo(inputs, passes: 5, seed: 3);
        MonteCarloPrediction shared = network.PredictMonteCarlo(inputs, new MonteCarloOptions { Passes = 5, Seed = 3, Threads = 2 });
        Assert.Equal(whole.Mean.ToArray(), shared.Mean.ToArray());
        MonteCarloPrediction part = network.PredictMonteCarlo(
            inputs.AsSpan(64 * 12), new MonteCarloOptions { Passes = 5, Seed = 3, FirstRow = 64 });
        Assert.Equal(whole.Mean.ToArray().AsSpan(64 * 3).ToArray(), part.Mean.ToArray());
    }

    [Fact]
    public void Threads_train_the_same_bits()
    {
        float[][] trained = [.. new[] { 1, 2, 3 }.Select(static threads =>
        {
            var network = new ConnectClassifier(6);
            using var trainer = network.CreateTrainer(
                new Adam(0.01f), new TrainerOptions { BatchSize = 300, Seed = 3, Threads = threads });
            for (int step = 0; step < 4; step++)
            {
                _ = trainer.Step(Rows(300, 12, step), [.. Enumerable.Range(0, 300).Select(static row => row % 3)]);
            }

            return network.Parameters.SelectMany(static parameter => parameter.ToArray()).ToArray();
        })];
        Assert.Equal(trained[0], trained[1]);
        Assert.Equal(trained[0], trained[2]);
    }

    [Fact]
    public void Moments_are_those_of_the_formula_and_of_sampling()
    {
        // Exact for one linear layer.
        var linear = new ConnectLinear(7);
        float[] inputs = Rows(2, 24, 5);
        MomentPrediction moments = linear.PredictMoments(inputs);
        for (int i = 0; i < 6; i++)
        {
            double squares = inputs.Skip(i / 3 * 24).Take(24)
                .Select((x, k) => Math.Pow((double)x * linear.Parameters[0][i % 3, k], 2)).Sum();
            Assert.Equal(1, moments.Variance[i] / ((1 - Keep) / Keep * squares), 1e-5);
        }

        // Through several masked layers, other dropout and activations: close to what many passes give.
        var deep = new ConnectRelu(7);
        float[] rows = Rows(3, 40, 6);
        MomentPrediction predicted = deep.PredictMoments(rows);
        MonteCarloPrediction sampled = deep.PredictMonteCarlo(rows, passes: 20_000, seed: 4);
        for (int i = 0; i < 6; i++)
        {
            double deviation = Math.Sqrt(sampled.Variance[i]);
            Assert.InRange((predicted.Mean[i] - sampled.Mean[i]) / deviation, -0.05, 0.05);
            Assert.InRange(predicted.Variance[i] / sampled.Variance[i], 0.95, 1.05);
        }

        Assert.All(new ConnectClassifier(2).PredictMoments(Rows(2, 12, 7)).Variance.ToArray(), static variance => Assert.InRange(variance, 1e-6f, 100f));
    }

    [Fact]
    public void Gaussian_inference_is_the_mean_over_masks_where_sums_are_long()
    {
        RequireBetterMean(new ConnectRelu(8), 0.1);

        // A Dense takes means: what its inputs vary is missing in front of the last activation.
        RequireBetterMean(new ConnectResidual(8), 0.4);
    }

    private static void RequireBetterMean<TNetwork>(TNetwork network, double share)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] rows = Rows(4, 40, 8);
        MonteCarloPrediction sampled = network.PredictMonteCarlo(rows, passes: 20_000, seed: 5);
        var mean = new float[8];
        var gaussian = new float[8];
        network.Predict(rows, mean);
        network.PredictGaussian(rows, gaussian);
        double errorOfMean = 0;
        double errorOfGaussian = 0;
        for (int i = 0; i < 8; i++)
        {
            errorOfMean += Math.Abs(mean[i] - sampled.Mean[i]);
            errorOfGaussian += Math.Abs(gaussian[i] - sampled.Mean[i]);
        }

        // Mean weights miss what the activation makes of the variance.
        Assert.InRange(errorOfGaussian, 0, share * errorOfMean);
    }

    [Fact]
    public void Gaussian_inference_of_one_unit_is_the_closed_form()
    {
        // E[max(u, 0)] = m P(m / s) + s p(m / s) of normal u.
        var network = new ConnectRelu(9);
        float[] row = Rows(1, 40, 9);
        var outputs = new float[2];
        network.PredictGaussian(row, outputs);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        for (int output = 0; output < 2; output++)
        {
            double expected = network.Parameters[3][output];
            for (int unit = 0; unit < 24; unit++)
            {
                double mean = network.Parameters[1][unit];
                double squares = 0;
                for (int k = 0; k < 40; k++)
                {
                    double term = (double)network.Parameters[0][unit, k] * row[k];
                    mean += term;
                    squares += term * term;
                }

                double deviation = Math.Sqrt((1 - q) / q * squares);
                double z = mean / deviation;
                double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
                expected += network.Parameters[2][output, unit]
                    * ((mean * NormalDistribution.Cumulative(z)) + (deviation * density));
            }

            Assert.Equal(expected, outputs[output], 1e-5);
        }
    }

    [Fact]
    public void Gaussian_inference_without_masked_weights_is_the_prediction_and_probabilities_sum_to_1()
    {
        var network = new ConnectClassifier(3);
        float[] rows = Rows(5, 12, 10);
        var gaussian = new float[15];
        network.PredictGaussian(rows, gaussian);
        Assert.Equal(5, gaussian.Sum(), 1e-5);
        network.Dropouts.SetRates(0);
        var plain = new float[15];
        network.Predict(rows, plain);
        network.PredictGaussian(rows, gaussian);
        for (int i = 0; i < 15; i++)
        {
            Assert.Equal(plain[i], gaussian[i], 1e-5f);
        }

        Assert.Throws<ArgumentException>(() => network.PredictGaussian(rows, new float[14]));
    }

    [Fact]
    public void Gaussian_inference_of_branches_without_masked_weights_is_the_prediction()
    {
        var network = new ConnectResidual(3);
        network.Dropouts.SetRates(0);
        float[] rows = Rows(3, 40, 10);
        var plain = new float[6];
        var gaussian = new float[6];
        network.Predict(rows, plain);
        network.PredictGaussian(rows, gaussian);
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(plain[i], gaussian[i], 1e-5f);
        }
    }

    [Fact]
    public void A_thinned_network_has_the_weights_of_the_pass()
    {
        var network = new ConnectClassifier(4);
        float[] row = Rows(1, 12, 11);
        MonteCarloPrediction sampled = network.PredictMonteCarlo(row, passes: 2, seed: 6);
        var first = new float[3];
        var second = new float[3];
        network.Thin(6, pass: 0).Predict(row, first);
        network.Thin(6, pass: 1).Predict(row, second);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((first[i] + second[i]) / 2, sampled.Mean[i], 1e-5);
        }
    }

    [Fact]
    public void Checkpointed_training_goes_on_to_the_bit()
    {
        using var stream = new MemoryStream();
        float[] Run(bool interrupted)
        {
            var network = new ConnectClassifier(6);
            Trainer<ConnectClassifier, int, Adam> trainer = network.CreateTrainer(new Adam(0.01f), new TrainerOptions { BatchSize = 8, Seed = 3 });
            for (int step = 0; step < 6; step++)
            {
                if (interrupted && step == 3)
                {
                    trainer.SaveCheckpoint(stream);
                    trainer.Dispose();
                    network = new ConnectClassifier(99);
                    trainer = network.CreateTrainer(new Adam(0.01f), new TrainerOptions { BatchSize = 8, Seed = 3 });
                    stream.Position = 0;
                    trainer.RestoreCheckpoint(stream);
                }

                _ = trainer.Step(Rows(8, 12, step), [0, 1, 2, 0, 1, 2, 0, 1]);
            }

            trainer.Dispose();
            return [.. network.Parameters.SelectMany(static parameter => parameter.ToArray())];
        }

        Assert.Equal(Run(false), Run(true));
    }

    private static float[] Rows(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * columns).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
