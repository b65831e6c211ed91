using DropoutGen.CompilerServices;

namespace DropoutGen.Runtime.Tests.Family;

public sealed class ConcreteDropoutTests
{
    private static readonly int[] s_units = [1, 5, 16, 17, 33, 130, 1000];

    [Fact]
    public void Factors_are_the_formula_of_uniform_numbers_on_every_width()
    {
        foreach (double rate in new[] { 0.02, 0.3, 0.9 })
        {
            float logit = (float)Math.Log(rate / (1 - rate));
            foreach (int units in s_units)
            {
                uint[] words = Words(units, 19);
                foreach (VectorWidth width in VectorWidths.Supported)
                {
                    float[] factors = Draw(width, units, 0, 19, logit);
                    for (int i = 0; i < factors.Length; i++)
                    {
                        double k = words[i] >> 8;
                        double uniform = Math.Log((k + 1) / ((1 << 24) - k));
                        double z = 1 / (1 + Math.Exp((logit + uniform) / 0.1));
                        Assert.Equal(z * (1 + Math.Exp(logit)), factors[i], 5e-6 * (1 + Math.Exp(logit)));
                    }
                }
            }
        }
    }

    [Fact]
    public void Rows_in_one_call_are_the_rows_of_several()
    {
        float[] whole = Draw(VectorWidths.Default, 37, 0, 40, -1f);
        foreach ((int first, int count) in new[] { (0, 1), (1, 20), (21, 19) })
        {
            Assert.Equal(whole.AsSpan(first * 37, count * 37).ToArray(), Draw(VectorWidths.Default, 37, first, count, -1f));
        }
    }

    [Fact]
    public void Factors_are_nearly_zero_or_scaled_as_often_as_the_rate_says()
    {
        // z < 1/2 exactly where u > 1 - p.
        const double rate = 0.3;
        float[] factors = Draw(VectorWidths.Default, 100, 0, 1000, (float)Math.Log(rate / (1 - rate)));
        double dropped = factors.Count(static factor => factor * 0.7f < 0.5f) / (double)factors.Length;
        double deviation = Math.Sqrt(rate * (1 - rate) / factors.Length);
        Assert.InRange(dropped, rate - (5 * deviation), rate + (5 * deviation));

        // Between a tenth and nine tenths: |logit p + logit u| < 0.22, about p (1 - p) 0.44 of the numbers.
        double between = factors.Count(static factor => factor * 0.7f is > 0.1f and < 0.9f) / (double)factors.Length;
        Assert.InRange(between, 0.08, 0.105);
    }

    [Fact]
    public void A_rate_of_0_changes_nothing()
    {
        var network = new ConcreteLinear(5);
        network.Dropouts[0].Rate = 0;
        Assert.Equal(0, network.Dropouts[0].Rate);
        float[] inputs = Values(24, 1);
        var expected = new float[3];
        network.Predict(inputs, expected);
        var outputs = new float[3];
        using var trainer = network.CreateTrainer(new Sgd(0.01f));
        trainer.Forward(inputs, outputs);
        Assert.Equal(expected, outputs);
        Assert.True(float.IsFinite(trainer.Step(inputs, [0, 0, 0])));
        Assert.Equal(0, network.Dropouts[0].Rate);
        Assert.True(float.IsFinite(network.Parameters["dense0.weight"][0, 0]));
    }

    [Fact]
    public void The_rate_is_the_logit_parameter()
    {
        var network = new ConcreteLinear(5);
        ParameterView logit = network.ConcreteDropout0Logit;
        Assert.Equal(ParameterKind.Logit, logit.Definition.Kind);
        Assert.Equal(0.2, network.Dropouts[0].Rate, 1e-7);
        Assert.Equal(0.2, network.Dropouts[0].Definition.Rate);
        logit[0] = 0;
        Assert.Equal(0.5, network.Dropouts[0].Rate);
        Assert.Equal(0.5, network.Dropouts[0].EffectiveKeepProbability);
        network.Dropouts[0].Rate = 0.1;
        Assert.Equal(Math.Log(0.1 / 0.9), logit[0], 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Dropouts[0].Rate = 1);
        logit[0] = 60;
        Assert.True(network.Dropouts[0].Rate < 1);
    }

    [Fact]
    public void The_loss_has_both_regularisers()
    {
        var network = new ConcreteRegularized(6);
        float[] inputs = Values(6 * 10, 2);
        float[] targets = Values(6, 3);
        using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { Seed = 4 });
        var outputs = new float[6];
        trainer.Forward(inputs, outputs);
        double squared = outputs.Zip(targets, static (output, target) => Math.Pow(output - (double)target, 2)).Average();
        using var same = network.CreateTrainer(new Sgd(0f), new TrainerOptions { Seed = 4 });
        double loss = same.Step(inputs, targets);
        double p = network.Dropouts[0].Rate;
        double squares = network.Dense0Weight.ToArray().Sum(static w => (double)w * w);
        double expected = (0.01 * squares / (1 - p)) + (0.02 * 10 * ((p * Math.Log(p)) + ((1 - p) * Math.Log(1 - p))));
        Assert.Equal(expected, loss - squared, 1e-6);
    }

    [Fact]
    public void Gradients_are_those_of_differences_of_the_whole_loss()
    {
        // In single precision: with steps as large as that allows.
        var network = new ConcreteRegularized(6);
        float[] inputs = Values(6 * 10, 2);
        float[] targets = Values(6, 3);
        using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { Seed = 4, MaskScope = MaskScope.RowAcrossCalls });
        var outputs = new float[6];
        trainer.Forward(inputs, outputs);
        trainer.Backward([.. outputs.Zip(targets, static (output, target) => (output - target) / 3)]);
        float[] analytic = [trainer.Gradients["concretedropout0.logit"][0], trainer.Gradients["dense0.weight"][0, 3], trainer.Gradients["dense0.weight"][0, 9]];
        double[] measured =
        [
            Difference(network.ConcreteDropout0Logit, 0, 0),
            Difference(network.Dense0Weight, 0, 3),
            Difference(network.Dense0Weight, 0, 9),
        ];
        for (int i = 0; i < measured.Length; i++)
        {
            Assert.Equal(measured[i], analytic[i], 2e-3 * measured.Max(Math.Abs));
        }

        double Difference(ParameterView parameter, int unit, int input)
        {
            const float step = 2e-3f;
            float value = parameter[unit, input];
            parameter[unit, input] = value + step;
            double above = trainer.Step(inputs, targets);
            parameter[unit, input] = value - step;
            double below = trainer.Step(inputs, targets);
            parameter[unit, input] = value;
            return (above - below) / ((value + step) - (double)(value - step));
        }
    }

    [Fact]
    public void The_entropy_draws_the_rate_to_a_half_and_the_data_away_from_it()
    {
        // Targets that are 0 ask for nothing but small weights: the entropy, of strength 1, is all there is.
        var free = new ConcreteFree(7);
        Train(free, static _ => 0f);
        Assert.InRange(free.Dropouts[0].Rate, 0.45, 0.55);

        // Targets that are a sum of the inputs: dropping any of them costs.
        var needed = new ConcreteRegularized(7);
        needed.Dropouts[0].Rate = 0.5;
        Train(needed, static row => row.ToArray().Sum());
        Assert.InRange(needed.Dropouts[0].Rate, 0.0001, 0.2);
    }

    [Fact]
    public void Saved_and_checkpointed_rates_come_back_to_the_bit()
    {
        var network = new ConcreteRegularized(8);
        using var trainer = network.CreateTrainer(new Adam(0.01f), new TrainerOptions { Seed = 5 });
        float[] inputs = Values(80, 6);
        float[] targets = Values(8, 7);
        for (int step = 0; step < 5; step++)
        {
            _ = trainer.Step(inputs, targets);
        }

        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        Assert.Equal(network.ConcreteDropout0Logit[0], ConcreteRegularized.Load(file).ConcreteDropout0Logit[0]);
        Assert.NotEqual(0.1, network.Dropouts[0].Rate, 1e-4);

        using var checkpoint = new MemoryStream();
        trainer.SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;
        var other = new ConcreteRegularized(99);
        using var resumed = other.CreateTrainer(new Adam(0.01f), new TrainerOptions { Seed = 5 });
        resumed.RestoreCheckpoint(checkpoint);
        Assert.Equal(trainer.Step(inputs, targets), resumed.Step(inputs, targets));
        Assert.Equal(network.ConcreteDropout0Logit[0], other.ConcreteDropout0Logit[0]);
        Assert.Equal(network.Dense0Weight.ToArray(), other.Dense0Weight.ToArray());
    }

    [Fact]
    public void Threads_train_the_same_bits()
    {
        float[][] trained = [.. new[] { 1, 2, 3 }.Select(static threads =>
        {
            var network = new ConcreteHidden(6);
            using var trainer = network.CreateTrainer(new Adam(0.01f), new TrainerOptions { BatchSize = 300, Seed = 3, Threads = threads });
            for (int step = 0; step < 4; step++)
            {
                _ = trainer.Step(Values(300 * 12, step), [.. Enumerable.Range(0, 300).Select(static row => row % 3)]);
            }

            return network.Parameters.SelectMany(static parameter => parameter.ToArray()).ToArray();
        })];
        Assert.Equal(trained[0], trained[1]);
        Assert.Equal(trained[0], trained[2]);
    }

    [Fact]
    public void A_schedule_and_subnetworks_are_refused()
    {
        var network = new ConcreteLinear(5);
        Assert.Contains("concretedropout0", Assert.Throws<ArgumentException>(() => network.CreateTrainer(
            new Sgd(0.1f), new TrainerOptions { RateSchedules = static _ => RateSchedule.Constant(0.1) })).Message);
        Assert.Contains("Concrete", Assert.Throws<NotSupportedException>(() => network.Thin(1)).Message);
    }

    [Fact]
    public void Sampling_draws_the_relaxed_factors()
    {
        var network = new ConcreteLinear(5);
        float[] rows = Values(24, 8);
        MonteCarloPrediction prediction = network.PredictMonteCarlo(rows, passes: 20_000, seed: 6);
        (double[] mean, double[] variance) = ExactMoments(network, rows, rate: 0.2);
        for (int unit = 0; unit < 3; unit++)
        {
            double margin = 5 * Math.Sqrt(variance[unit] / 20_000);
            Assert.InRange(prediction.Mean[unit] - mean[unit], -margin, margin);
            Assert.InRange(prediction.Variance[unit] / variance[unit], 0.95, 1.05);
        }
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void Moments_without_sampling_are_those_of_the_relaxed_factors(double rate)
    {
        var network = new ConcreteLinear(5);
        network.Dropouts[0].Rate = rate;
        float[] rows = Values(24, 8);
        MomentPrediction actual = network.PredictMoments(rows);
        (double[] mean, double[] variance) = ExactMoments(network, rows, network.Dropouts[0].Rate);
        for (int unit = 0; unit < 3; unit++)
        {
            Assert.Equal(mean[unit], actual.Mean[unit], 1e-5 * Math.Sqrt(variance[unit]) + 1e-6);
            Assert.Equal(1, actual.Variance[unit] / variance[unit], 1e-5);
        }
    }

    [Fact]
    public void Moments_of_a_rate_of_0_have_no_variance()
    {
        var network = new ConcreteLinear(5);
        network.Dropouts[0].Rate = 0;
        Assert.All(network.PredictMoments(Values(24, 8)).Variance.ToArray(), static variance => Assert.Equal(0, variance));
    }

    // Mean and variance of a factor by a sum over the uniform distribution; then of sums of values times factors.
    private static (double[] Mean, double[] Variance) ExactMoments(ConcreteLinear network, float[] row, double rate)
    {
        const int nodes = 4_000_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < nodes; i++)
        {
            double u = (i + 0.5) / nodes;
            double factor = 1 / (1 + Math.Exp((Math.Log(rate / (1 - rate)) + Math.Log(u / (1 - u))) / 0.1)) / (1 - rate);
            sum += factor / nodes;
            squares += factor * factor / nodes;
        }

        double[][] terms = [.. Enumerable.Range(0, 3).Select(unit => row.Select((value, k) => (double)network.Dense0Weight[unit, k] * value).ToArray())];
        return (
            [.. terms.Select((of, unit) => network.Dense0Bias[unit] + (of.Sum() * sum))],
            [.. terms.Select(of => of.Sum(static term => term * term) * (squares - (sum * sum)))]);
    }

    private static void Train<TNetwork>(TNetwork network, Func<ReadOnlyMemory<float>, float> target)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        using var trainer = new Trainer<TNetwork, float, Adam>(network, new Adam(0.02f), new TrainerOptions { BatchSize = 64, Seed = 5 });
        for (int step = 0; step < 1500; step++)
        {
            float[] inputs = Values(64 * 10, step);
            _ = trainer.Step(inputs, [.. Enumerable.Range(0, 64).Select(row => target(inputs.AsMemory(row * 10, 10)))]);
        }
    }

    private static uint[] Words(int units, int rows)
    {
        var words = new List<uint>();
        var block = new uint[4];
        for (int row = 0; row < rows; row++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                Philox4x32.Block((uint)row, ((uint)(unit / 4) << 4) | (3u << 18), 5, 0, 77, 0, block);
                words.Add(block[unit % 4]);
            }
        }

        return [.. words];
    }

    private static float[] Draw(VectorWidth width, int units, int firstRow, int rows, float logit)
    {
        int stride = (units + 15) / 16 * 16;
        var factors = new float[rows * stride];
        ConcreteNoise.Fill(
            width, factors, stride, units, new uint[ConcreteNoise.ScratchWords(units)], (77, 5, 3), firstRow, rows, logit);
        return [.. Enumerable.Range(0, rows).SelectMany(row => factors.AsSpan(row * stride, units).ToArray())];
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
