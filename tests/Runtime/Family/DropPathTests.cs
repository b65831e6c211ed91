using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Family;

public sealed class DropPathTests
{
    private const int Units = 6;
    private const ulong Seed = 11;

    [Fact]
    public void Branches_are_dropouts_with_names_rates_and_one_bit_a_row()
    {
        DropoutDefinition[] dropouts = [.. DeepClassifier.Definition.Dropouts];
        Assert.Equal(
            ["residual0.0.droppath0", "residual0.1.droppath0", "residual0.2.droppath0", "residual0.3.droppath0"],
            dropouts.Select(static dropout => dropout.Name));
        Assert.Equal([0.1, 0.2, 0.3, 0.4], dropouts.Select(static dropout => Math.Round(dropout.Rate, 12)));
        Assert.All(dropouts, static dropout => Assert.Equal((DropoutKind.Path, 12, DropoutScaling.Inverted, 1), (dropout.Kind, dropout.Units, dropout.Scaling, dropout.RowsPerMask)));
        Assert.Equal((DropoutScaling.Classic, 16), (PathValues.Definition.Dropouts[1].Scaling, PathValues.Definition.Dropouts[1].RowsPerMask));
        Assert.Equal(1, PathValues.Definition.Dropouts[0].MaskedUnits);
    }

    // y = x + z / q x, then y + z' y: a row is 1, 2, 1 + 1 / q or 2 + 2 / q times what it was, by the bits of two sites.
    [Fact]
    public void A_row_keeps_a_branch_or_drops_it_by_the_bits_of_the_contract()
    {
        const int rows = 4096;
        PathValues network = CreateValues();
        float[] inputs = Inputs(rows, Units, 1);
        var outputs = new float[inputs.Length];
        var layout = new MaskLayout(1);
        var first = new uint[layout.WordCount(rows)];
        var second = new uint[layout.WordCount(rows)];
        float scale = network.Dropouts[0].TrainingScale;
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            network.VectorWidth = width;
            using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = rows, Seed = Seed });
            trainer.Forward(inputs, outputs);
            MaskGenerator.Fill(width, first, layout, 0, Seed, 0, 1, 0, rows, network.Dropouts[0].Keep);
            MaskGenerator.Fill(width, second, layout, 1, Seed, 0, 1, 0, rows / 16, network.Dropouts[1].Keep);
            var counts = new int[2, 2];
            for (int row = 0; row < rows; row++)
            {
                bool keepsFirst = (first[row / 32] >> (row % 32) & 1) != 0;
                bool keepsSecond = (second[row / 16 / 32] >> (row / 16 % 32) & 1) != 0;
                counts[keepsFirst ? 1 : 0, keepsSecond ? 1 : 0]++;
                for (int unit = 0; unit < Units; unit++)
                {
                    float x = inputs[(row * Units) + unit];
                    float y = x + (keepsFirst ? x * scale : 0);
                    Assert.Equal(y + (keepsSecond ? y : 0), outputs[(row * Units) + unit], 1e-5f);
                }
            }

            RequireShare(counts[1, 0] + counts[1, 1], rows, 0.7);
            RequireShare((counts[0, 1] + counts[1, 1]) / 16, rows / 16, 0.7);
        }
    }

    [Fact]
    public void A_branch_has_the_mean_and_the_variance_of_the_formula()
    {
        PathValues network = CreateValues();
        network.Dropouts[1].Rate = 0;
        float[] row = [1, -2, 3, 0.5f, -1, 0];
        const int passes = 20_000;
        MonteCarloPrediction sampled = network.PredictMonteCarlo(row, passes, seed: 5);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        for (int unit = 0; unit < Units; unit++)
        {
            // Twice (x + z / q x).
            double mean = 4 * row[unit];
            double variance = 4 * (1 - q) / q * row[unit] * row[unit];
            Assert.Equal(mean, sampled.Mean[unit], (5 * Math.Sqrt(variance / passes)) + 1e-5);
            Assert.Equal(variance, sampled.Variance[unit], (0.1 * variance) + 1e-5);
        }
    }

    [Fact]
    public void Inference_adds_the_branch_or_its_classic_share()
    {
        PathValues network = CreateValues();
        var outputs = new float[Units];
        network.Predict([1, 2, 3, 4, 5, 6], outputs);
        float factor = 2 * (1 + (float)network.Dropouts[1].EffectiveKeepProbability);
        for (int unit = 0; unit < Units; unit++)
        {
            Assert.Equal((unit + 1) * factor, outputs[unit], 1e-5f);
        }
    }

    // What is not computed cannot be NaN: neither behind the branch nor, on the way back, in front of it.
    [Fact]
    public void A_branch_that_no_row_keeps_is_not_computed()
    {
        var network = new DeepClassifier(1);
        for (int branch = 0; branch < 4; branch++)
        {
            network.Dropouts[branch].Rate = 0.5;
        }

        ParameterView weight = network.Parameters["residual0.2.dense1.weight"];
        float[] values = weight.ToArray();
        Array.Fill(values, float.NaN);
        weight.CopyFrom(values);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            network.VectorWidth = width;
            foreach (int rows in new[] { 1, 40 })
            {
                using var trainer = network.CreateTrainer(
                    new Sgd(0f), new TrainerOptions { BatchSize = 40, Seed = Seed, MaskScope = MaskScope.Call });
                var outcomes = new HashSet<bool>();
                for (int pass = 0; pass < 20; pass++)
                {
                    outcomes.Add(IsFinite(trainer, rows));
                }

                // Some passes keep it, some do not.
                Assert.Equal(2, outcomes.Count);
            }
        }

        static bool IsFinite(Trainer<DeepClassifier, int, Sgd> trainer, int rows)
        {
            var logits = new float[rows * 3];
            var inputGradient = new float[rows * 5];
            trainer.Forward(Inputs(rows, 5, 2), logits);
            trainer.Backward(Array.ConvertAll(logits, static _ => 0.5f), inputGradient);
            bool isFinite = Array.TrueForAll(logits, float.IsFinite);
            Assert.Equal(isFinite, Array.TrueForAll(inputGradient, float.IsFinite));
            if (isFinite)
            {
                Assert.All(trainer.Gradients["residual0.2.dense0.weight"].ToArray(), static value => Assert.Equal(0, value));
                Assert.All(trainer.Gradients["residual0.2.dense1.bias"].ToArray(), static value => Assert.Equal(0, value));
            }

            return isFinite;
        }
    }

    // A row alone leaves out what it drops; among others it is masked.
    [Fact]
    public void Sampling_a_row_alone_gives_the_bits_that_it_gives_among_others()
    {
        var network = new DeepClassifier(3);
        float[] inputs = Inputs(100, 5, 3);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            network.VectorWidth = width;
            MonteCarloPrediction all = network.PredictMonteCarlo(inputs, passes: 30, seed: 3);
            MonteCarloPrediction first = network.PredictMonteCarlo(inputs.AsSpan(0, 5), passes: 30, seed: 3);
            MonteCarloPrediction later = network.PredictMonteCarlo(
                inputs.AsSpan(70 * 5, 5), new MonteCarloOptions { Passes = 30, Seed = 3, FirstRow = 70 });
            Assert.Equal(all.Mean[..3].ToArray(), first.Mean.ToArray());
            Assert.Equal(all.Mean.Slice(70 * 3, 3).ToArray(), later.Mean.ToArray());
            Assert.Equal(all.Variance[..3].ToArray(), first.Variance.ToArray());
        }
    }

    // Momentum and decay of a dropped branch's parameters go on as by a gradient of zero.
    [Fact]
    public void Parameters_of_a_dropped_branch_are_updated_by_no_gradient()
    {
        var network = new DeepClassifier(1);
        network.Dropouts.SetRates(0);
        using var trainer = network.CreateTrainer(
            new Sgd(0.1f, momentum: 0.5f), new TrainerOptions { BatchSize = 8, Seed = Seed, MaskScope = MaskScope.Call });
        float[] inputs = Inputs(8, 5, 4);
        int[] labels = [0, 1, 2, 0, 1, 2, 0, 1];
        ParameterView weight = network.Parameters["residual0.3.dense0.weight"];
        float[] start = weight.ToArray();
        _ = trainer.Step(inputs, labels);
        float[] once = weight.ToArray();
        network.Dropouts[3].Rate = 0.99998;
        _ = trainer.Step(inputs, labels);
        float[] twice = weight.ToArray();
        Assert.NotEqual(once, start);
        for (int i = 0; i < start.Length; i++)
        {
            Assert.Equal(0.5f * (once[i] - start[i]), twice[i] - once[i], 1e-6f);
        }
    }

    [Fact]
    public void A_branch_with_batch_normalisation_takes_moments_though_it_is_dropped()
    {
        var network = new NormedPath(1);
        network.Dropouts[0].Rate = 0.99998;
        float[] before = network.RunningStatistics[0].ToArray();
        using var trainer = network.CreateTrainer(
            new Sgd(0.1f), new TrainerOptions { BatchSize = 8, Seed = Seed, MaskScope = MaskScope.Call });
        float[] weights = network.Parameters["residual0.0.dense0.weight"].ToArray();
        _ = trainer.Step(Inputs(8, 12, 6), Inputs(8, 2, 7));
        Assert.NotEqual(before, network.RunningStatistics[0].ToArray());
        Assert.Equal(weights, network.Parameters["residual0.0.dense0.weight"].ToArray());
    }

    [Fact]
    public void Rates_follow_schedules_and_are_kept_in_files_and_checkpoints()
    {
        var network = new DeepClassifier(1);
        using var trainer = network.CreateTrainer(new Adam(0.01f), new TrainerOptions
        {
            BatchSize = 6,
            Seed = Seed,
            RateSchedules = static dropout => dropout.Name == "residual0.3.droppath0" ? RateSchedule.Linear(0, 0.5, 10) : null,
        });
        float[] inputs = Inputs(6, 5, 8);
        int[] labels = [0, 1, 2, 2, 1, 0];
        for (int step = 0; step < 6; step++)
        {
            _ = trainer.Step(inputs, labels);
        }

        Assert.Equal(0.25, network.Dropouts[3].Rate, 1e-12);
        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        Assert.Equal(network.Dropouts.Select(static dropout => dropout.Rate), DeepClassifier.Load(file).Dropouts.Select(static dropout => dropout.Rate));

        using var checkpoint = new MemoryStream();
        trainer.SaveCheckpoint(checkpoint);
        float expected = trainer.Step(inputs, labels);
        checkpoint.Position = 0;
        trainer.RestoreCheckpoint(checkpoint);
        Assert.Equal(expected, trainer.Step(inputs, labels));
    }

    [Fact]
    public void A_thinned_network_is_the_one_of_its_pass()
    {
        var network = new LinearPaths(1);
        float[] row = [0.5f, -1, 2];
        for (long pass = 0; pass < 8; pass += 2)
        {
            var first = new float[1];
            var second = new float[1];
            network.Thin(4, pass).Predict(row, first);
            network.Thin(4, pass + 1).Predict(row, second);
            MonteCarloPrediction sampled = network.PredictMonteCarlo(row, passes: (int)pass + 2, seed: 4);
            MonteCarloPrediction before = network.PredictMonteCarlo(row, passes: Math.Max(2, (int)pass), seed: 4);
            double sum = (sampled.Mean[0] * (pass + 2)) - (pass == 0 ? 0 : before.Mean[0] * pass);
            Assert.Equal(first[0] + second[0], sum, 1e-4);
        }
    }

    [Fact]
    public void Theory_knows_branches_that_are_dropped()
    {
        // 3 paths on the way; through a branch 3 x 8 / 3 times as many, of which 0.6 x 0.75 are active.
        Assert.Equal(3 * 25 * 25, LinearPaths.PathCount);
        Assert.Equal(3 * 11.8 * 11.8, LinearPaths.ActivePathCount, 1e-9);
        ActivePathReport report = ActivePaths.Measure(new LinearPaths(1), 10_000, seed: 5, 0.9999);
        Assert.Equal(11.8 * 11.8 / 625, report.ExpectedShare, 1e-5);
        Assert.True(report.MeasuredShare.Contains(report.ExpectedShare), $"{report.MeasuredShare}");

        ExpectationReport expectation = DropoutExpectation.Measure(new LinearPaths(1), [0.5f, -1, 2], passes: 20_000, seed: 2);
        Assert.Equal(0, expectation.ExactBias(0, 0));
        Assert.True(expectation.IsKept);
        Assert.Contains("DropPath", Assert.Throws<ArgumentException>(static () => RemovedUnits.Measure(
            new LinearPaths(1), new float[3], new float[1], [0.5], repeats: 2, seed: 1)).Message, StringComparison.Ordinal);
    }

    private static PathValues CreateValues()
    {
        var network = new PathValues(1);
        foreach (ParameterView weight in network.Parameters)
        {
            Identity.Set(weight);
        }

        return network;
    }

    // Five standard deviations.
    private static void RequireShare(int count, int all, double probability)
    {
        double deviation = Math.Sqrt(probability * (1 - probability) / all);
        Assert.InRange((double)count / all, probability - (5 * deviation), probability + (5 * deviation));
    }

    private static float[] Inputs(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * columns).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
