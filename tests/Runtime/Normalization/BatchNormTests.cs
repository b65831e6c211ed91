using System.Buffers.Binary;
using DropoutGen.Runtime.Tests.Files;
using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Normalization;

public sealed class BatchNormTests
{
    private static readonly float[] s_inputs = [1, 10, 3, 10, 5, 40];

    [Fact]
    public void What_is_learned_starts_at_one_and_zero_and_what_is_gathered_too()
    {
        var network = new NormedInputs(1);
        Assert.Equal(["batchnorm0.weight", "batchnorm0.bias", "dense0.weight"], network.Parameters.Select(static parameter => parameter.Name));
        Assert.Equal([1, 1], network.BatchNorm0Weight.ToArray());
        Assert.Equal([0, 0], network.BatchNorm0Bias.ToArray());
        Assert.Equal([0, 0], network.BatchNorm0RunningMean.ToArray());
        Assert.Equal([1, 1], network.BatchNorm0RunningVariance.ToArray());
        Assert.Equal((ParameterKind.Scale, ParameterKind.Shift), (network.BatchNorm0Weight.Definition.Kind, network.BatchNorm0Bias.Definition.Kind));
        Assert.Equal(0.1, NormedInputs.Definition.BatchNorms[0].Momentum);
        Assert.Equal(6, NormedInputs.Definition.ParameterCount);
    }

    // By hand: columns 1, 3, 5 and 10, 10, 40 have the means 3 and 20, the unbiased variances 4 and 300, and a tenth of them
    // enters what was 0 and 1.
    [Fact]
    public void A_training_pass_moves_running_statistics_by_the_unbiased_variance()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = new NormedInputs(1) { VectorWidth = width };
            using var trainer = network.CreateTrainer(new Sgd(0f));
            trainer.Forward(s_inputs, new float[3]);
            float[] expected = [0.3f, 2f, 1.3f, 30.9f];
            Assert.Equal(expected, Statistics(network), static (a, b) => MathF.Abs(a - b) <= 2e-7f * b);
            trainer.Step(s_inputs, new float[3]);
            Assert.Equal(0.27f + 0.3f, network.BatchNorm0RunningMean[0], 1e-6f);
        }
    }

    [Fact]
    public void Nothing_else_moves_them()
    {
        var network = new BatchNormed(1);
        using var trainer = network.CreateTrainer(new Sgd(0.1f));
        trainer.Step(Draw(1, 50), Draw(2, 30));
        float[] before = Statistics(network);
        network.Predict(Draw(3, 50), new float[30]);
        network.PredictMonteCarlo(Draw(3, 50), 3, 1);
        Assert.Throws<NonFiniteLossException>(() => trainer.Step(Draw(1, 50), [float.NaN, .. new float[29]]));
        Assert.Throws<ArgumentException>(() => trainer.Step(Draw(1, 5), new float[3]));
        Assert.Equal(before, Statistics(network));
        trainer.Forward(Draw(1, 50), new float[30]);
        Assert.NotEqual(before, Statistics(network));
        before = Statistics(network);
        trainer.Backward(new float[30]);
        trainer.Update();
        Assert.Equal(before, Statistics(network));
    }

    [Fact]
    public void A_batch_of_one_row_is_refused_with_the_numbers()
    {
        using var trainer = new NormedInputs(1).CreateTrainer(new Sgd(0.1f));
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Step([1, 2], [1])), "1 row", "batchnorm0", "2 values", "at least 2");
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Forward([1, 2], new float[1])), "1 row", "batchnorm0");
        Assert.Equal((0, 0), (trainer.StepCount, trainer.PassCount));
        trainer.Step([1, 2, 3, 4], [1, 2]);
        new NormedInputs(1).Predict([1, 2], new float[1]);
    }

    [Fact]
    public void Sampling_normalises_by_running_statistics()
    {
        // A rate of 0 draws nothing: every pass is the prediction, whatever rows share the batch.
        var network = new BatchNormed(1);
        using var trainer = network.CreateTrainer(new Sgd(0.01f));
        trainer.Step(Draw(1, 50), Draw(2, 30));
        network.Dropouts.SetRates(0);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            network.VectorWidth = width;
            var predicted = new float[3];
            network.Predict(Draw(3, 5), predicted);
            MonteCarloPrediction sampled = network.PredictMonteCarlo([.. Draw(3, 5), .. Draw(4, 500)], 4, 1);
            Assert.Equal(predicted, sampled.Mean[..3].ToArray(), static (a, b) => MathF.Abs(a - b) < 1e-6f);
            Assert.All(sampled.Variance.ToArray(), static variance => Assert.InRange(variance, 0, 1e-12f));
        }
    }

    [Fact]
    public void Parameter_groups_reach_weight_and_bias()
    {
        var network = new NormedInputs(1);
        network.BatchNorm0Bias.CopyFrom([1, 1]);
        using var trainer = network.CreateTrainer(new Sgd(0.5f, weightDecay: 0.5f), new TrainerOptions
        {
            Groups = static parameter => new ParameterGroup(parameter.Kind == ParameterKind.Scale ? 0 : 1, parameter.Kind == ParameterKind.Shift ? 1 : 0),
        });
        network.Dense0Weight.CopyFrom([0, 0]);
        trainer.Step(s_inputs, new float[3]);
        Assert.Equal([1, 1], network.BatchNorm0Weight.ToArray());
        Assert.Equal([0.75f, 0.75f], network.BatchNorm0Bias.ToArray());
        Assert.Equal(
            [1, 1, 1],
            NormedInputs.Definition.Parameters.Select(static parameter => ParameterGroup.Default(parameter).WeightDecayFactor));
    }

    [Fact]
    public void Files_have_PyTorchs_names_and_types()
    {
        var network = new NormedInputs(1);
        using var trainer = network.CreateTrainer(new Sgd(0.1f));
        trainer.Step(s_inputs, new float[3]);
        trainer.Step(s_inputs, new float[3]);
        using var stream = new MemoryStream();
        network.Save(stream);
        byte[] bytes = stream.ToArray();
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var json = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, header));
        var count = json.RootElement.GetProperty("batchnorm0.num_batches_tracked");
        Assert.Equal("I64", count.GetProperty("dtype").GetString());
        Assert.Equal(0, count.GetProperty("shape").GetArrayLength());
        int begin = count.GetProperty("data_offsets")[0].GetInt32();
        Assert.Equal(0, begin % 8);
        Assert.Equal(2, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8 + header + begin)));
        Assert.Equal(
            ["batchnorm0.bias", "batchnorm0.num_batches_tracked", "batchnorm0.running_mean", "batchnorm0.running_var", "batchnorm0.weight", "dense0.weight"],
            json.RootElement.EnumerateObject().Select(static property => property.Name).Where(static name => name != "__metadata__").Order());

        stream.Position = 0;
        NormedInputs loaded = NormedInputs.Load(stream);
        Assert.Equal(Statistics(network), Statistics(loaded));
        using var again = new MemoryStream();
        loaded.Save(again);
        Assert.Equal(bytes, again.ToArray());
    }

    [Fact]
    public void A_file_without_counts_is_read_and_one_without_statistics_is_not()
    {
        SafetensorsSource[] learned =
        [
            SafetensorsBytes.Source("batchnorm0.weight", [2], [1, 2]),
            SafetensorsBytes.Source("batchnorm0.bias", [2], [3, 4]),
            SafetensorsBytes.Source("dense0.weight", [1, 2], [5, 6]),
        ];
        var network = new NormedInputs(1);
        network.Restore(new MemoryStream(SafetensorsBytes.Write(
        [
            .. learned,
            SafetensorsBytes.Source("batchnorm0.running_mean", [2], [7, 8]),
            SafetensorsBytes.Source("batchnorm0.running_var", [2], [9, 10]),
        ])));
        Assert.Equal([7, 8, 9, 10], Statistics(network));
        var exception = Assert.Throws<ParameterMismatchException>(() => network.Restore(new MemoryStream(SafetensorsBytes.Write(learned))));
        TrainerArgumentTests.RequireParts(exception, "batchnorm0.running_mean");
        Assert.Equal([7, 8, 9, 10], Statistics(network));
    }

    [Fact]
    public void Layer_normalisation_has_nothing_to_gather()
    {
        var network = new NormedRows(1);
        Assert.Empty(network.RunningStatistics);
        Assert.Throws<KeyNotFoundException>(() => network.RunningStatistics["layernorm0.running_mean"]);
        network.Dense0Weight.CopyFrom([1, 2, 4]);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            // By hand: 1, 2, 3 has the variance 2/3.
            network.VectorWidth = width;
            var output = new float[1];
            network.Predict([1, 2, 3], output);
            Assert.Equal(3 / MathF.Sqrt((2f / 3) + 1e-5f), output[0], 1e-5f);
        }

        using var trainer = network.CreateTrainer(new Sgd(0.1f));
        trainer.Step([1, 2, 3], [0]);
    }

    internal static float[] Statistics<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork> => [.. network.RunningStatistics.SelectMany(static statistic => statistic.ToArray())];

    internal static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 0.5f)];
    }
}
