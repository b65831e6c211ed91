using DropoutGen.Runtime.Tests.Files;
using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Data;

public sealed class NormalizationTests
{
    [Fact]
    public void Columns_become_mean_0_and_deviation_1_and_come_back()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 3000).Select(i => i % 3 == 2 ? 1e6f + (float)random.NextDouble() : (10 * (i % 3)) + (float)(random.NextDouble() * 7))];
        Normalization normalization = Normalization.Fit(values, 3);
        float[] changed = [.. values];
        normalization.Apply(changed);
        for (int column = 0; column < 3; column++)
        {
            double[] numbers = [.. Enumerable.Range(0, 1000).Select(row => (double)changed[(3 * row) + column])];
            double mean = numbers.Average();
            Assert.InRange(mean, column == 2 ? -0.1 : -1e-5, column == 2 ? 0.1 : 1e-5);
            Assert.InRange(Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean))), 0.9999, 1.0001);
        }

        normalization.Undo(changed);
        Assert.All(values.Zip(changed), static pair => Assert.Equal(pair.First, pair.Second, 1e-6f * Math.Abs(pair.First) + 1e-5f));
        float[] variances = [1, 1, 1];
        normalization.UndoVariance(variances);
        Assert.Equal(normalization.Deviation[1] * normalization.Deviation[1], variances[1]);
    }

    [Fact]
    public void Population_moments_of_known_numbers()
    {
        Normalization normalization = Normalization.Fit([1, 5, 3, 5, 5, 5], 2);
        Assert.Equal([3, 5], normalization.Mean.ToArray());
        Assert.Equal(MathF.Sqrt(8f / 3), normalization.Deviation[0]);

        // A constant column is left at 0, not divided by 0.
        Assert.Equal(1f, normalization.Deviation[1]);
    }

    [Fact]
    public void Sources_are_normalised_on_the_way_and_left_as_they_are()
    {
        float[] inputs = [1, 2, 3, 4, 5, 9];
        Dataset<float> data = Dataset.Create(inputs, new float[] { 10, 20, 30 }, 2);
        Normalization byInputs = Normalization.Fit(data);
        Normalization byTargets = Normalization.FitTargets(data);
        IDataSource<float> normalized = data.Normalize(byInputs).NormalizeTargets(byTargets);
        var batch = new Batch<float>(8, 2, 1);
        using IBatchReader<float> reader = normalized.Open(BatchOrder.AsIs);
        Assert.True(reader.Read(batch));
        float[] expected = [.. inputs];
        byInputs.Apply(expected);
        Assert.Equal(expected, batch.Inputs.ToArray());
        Assert.Equal(0f, batch.Targets[1]);
        Assert.Equal([1, 2, 3, 4, 5, 9], data.Inputs.ToArray());
        TrainerArgumentTests.RequireParts(Assert.Throws<ArgumentException>(() => data.Normalize(byTargets)), "1 columns", "2");
    }

    [Fact]
    public void It_is_saved_with_the_network_and_with_checkpoints()
    {
        var network = new SmallRegression(1) { InputNormalization = new([1, 0.1f, -3e-20f], [2, 1 / 3f, 5]) };
        network.TargetNormalization = new([7, 8], [9, 10]);
        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        Require(SmallRegression.Load(stream));

        using var checkpoint = new MemoryStream();
        network.CreateTrainer(new Adam()).SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;
        var other = new SmallRegression(2);
        other.CreateTrainer(new Adam()).RestoreCheckpoint(checkpoint);
        Require(other);

        // A network without takes that from its file; a file from elsewhere does not say.
        using var without = new MemoryStream();
        new SmallRegression(3).Save(without);
        without.Position = 0;
        network.Restore(new MemoryStream(SafetensorsBytes.Write(
            [.. network.Parameters.Select(static view => SafetensorsBytes.Source(view.Name, [.. view.Shape], view.ToArray()))])));
        Assert.NotNull(network.InputNormalization);
        network.Restore(without);
        Assert.Null(network.InputNormalization);
        Assert.Null(network.TargetNormalization);

        static void Require(SmallRegression loaded)
        {
            Normalization inputs = Assert.IsType<Normalization>(loaded.InputNormalization);
            Normalization targets = Assert.IsType<Normalization>(loaded.TargetNormalization);
            Assert.Equal([1, 0.1f, -3e-20f], inputs.Mean.ToArray());
            Assert.Equal([2, 1 / 3f, 5], inputs.Deviation.ToArray());
            Assert.Equal([7, 8], targets.Mean.ToArray());
            Assert.Equal([9, 10], targets.Deviation.ToArray());
        }
    }

    [Theory]
    [InlineData("1 2 3", "1 2", "3 means", "2 deviations")]
    [InlineData("1 2 3", "1 2 0", "deviation of column 2 is 0")]
    [InlineData("1 2 NaN", "1 2 3", "mean of column 2 is NaN")]
    [InlineData("1 2 x", "1 2 3", "'x' at place 2")]
    [InlineData("1 2", "1 2", "2 columns", "3 inputs")]
    [InlineData("1 2 3", null, "3 means", "0 deviations")]
    public void Metadata_that_do_not_fit_change_nothing(string mean, string? deviation, params string[] parts)
    {
        var network = new SmallRegression(1);
        float before = network.Parameters[0][0, 0];
        var content = new SafetensorsContent();
        content.Add("network", "SmallRegression");
        content.Add("normalization.inputs.mean", mean);
        if (deviation is not null)
        {
            content.Add("normalization.inputs.deviation", deviation);
        }

        content.Add(SafetensorsBytes.Source("dense0.weight", [2, 3], new float[6]));
        content.Add(SafetensorsBytes.Source("dense0.bias", [2], new float[2]));
        using var stream = new MemoryStream();
        content.Write(stream);
        stream.Position = 0;
        TrainerArgumentTests.RequireParts(Assert.Throws<ParameterMismatchException>(() => network.Restore(stream)), parts);
        Assert.Equal(before, network.Parameters[0][0, 0]);
    }

    [Fact]
    public void Bad_numbers()
    {
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => Normalization.Fit([1, 2, 3, float.NaN], 2)), "Row 1", "column 1", "NaN");
        Assert.Throws<ArgumentException>(() => Normalization.Fit([], 2));
        Assert.Throws<ArgumentException>(() => Normalization.Fit([1, 2, 3], 2));
        Normalization normalization = Normalization.Fit([1, 2, 3, 4], 2);
        Assert.Throws<ArgumentException>(() => normalization.Apply(new float[3]));
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => new SmallRegression(1).InputNormalization = normalization), "2 columns", "3 inputs");
    }
}
