using DropoutGen.Runtime.Tests.Training;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Runtime.Tests.Normalization;

public sealed class RecalibrationTests
{
    [Fact]
    public void One_batch_gives_the_moments_of_a_pass_without_dropout()
    {
        const int rows = 50;
        OracleNetwork oracle = OracleDeclaration.Read(BatchNormed.Attributes);
        oracle.RandomizeAsFloats(1);
        float[] inputs = BatchNormTests.Draw(1, rows * 5);

        // Classic scaling multiplies by q at inference: the second normalisation must see that.
        OraclePass pass = oracle.Forward(Matrix.FromRows(inputs, 5), OracleMode.Inference, usesBatchMoments: true);
        pass.UpdateStatistics();
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = new BatchNormed(1) { VectorWidth = width };
            oracle.CopyTo(network.Parameters);
            float[] parameters = network.Parameters.Flatten();
            network.RecalibrateBatchNorm(inputs);
            foreach (OracleParameter statistic in oracle.Statistics)
            {
                // The oracle mixed them into 0 and 1 by the momentum.
                double momentum = statistic.Name.StartsWith("batchnorm0", StringComparison.Ordinal) ? 0.1 : 0.25;
                double initial = statistic.Name.EndsWith("mean", StringComparison.Ordinal) ? 0 : 1;
                TensorDifference.Between(
                    $"{width} {statistic.Name}",
                    network.RunningStatistics[statistic.Name].ToArray(),
                    Array.ConvertAll(statistic.Values, value => (value - ((1 - momentum) * initial)) / momentum)).RequireWithin(2e-6);
            }

            Assert.Equal(parameters, network.Parameters.Flatten());
        }
    }

    [Fact]
    public void Batches_give_the_moments_of_all_rows_together()
    {
        var together = new NormedInputs(1);
        var apart = new NormedInputs(1);
        float[] inputs = BatchNormTests.Draw(5, 103 * 2);
        together.RecalibrateBatchNorm(inputs);
        apart.RecalibrateBatchNorm(inputs, batchSize: 10);
        Assert.Equal(BatchNormTests.Statistics(together), BatchNormTests.Statistics(apart), static (a, b) => MathF.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Statistics_gathered_under_dropout_are_replaced_by_those_of_inference()
    {
        // Behind an inverted dropout the variance in training is larger than at inference.
        var network = new BatchNormed(1);
        float[] inputs = BatchNormTests.Draw(5, 500 * 5);
        using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = 500 });
        for (int pass = 0; pass < 60; pass++)
        {
            trainer.Forward(inputs, new float[1500]);
        }

        float[] gathered = network.BatchNorm1RunningVariance.ToArray();
        network.RecalibrateBatchNorm(inputs);
        Assert.All(gathered.Zip(network.BatchNorm1RunningVariance.ToArray()), static pair => Assert.True(pair.First > pair.Second * 1.1f));
    }

    [Fact]
    public void Bad_data_change_nothing()
    {
        var network = new NormedInputs(1);
        TrainerArgumentTests.RequireParts(Assert.Throws<ArgumentException>(() => network.RecalibrateBatchNorm([1, 2])), "1 row", "2");
        TrainerArgumentTests.RequireParts(Assert.Throws<ArgumentException>(() => network.RecalibrateBatchNorm([1, 2, 3])), "3", "rows of 2");
        Assert.Throws<ArgumentOutOfRangeException>(() => network.RecalibrateBatchNorm([1, 2, 3, 4], batchSize: 1));
        TrainerArgumentTests.RequireParts(
            Assert.Throws<InvalidOperationException>(() => network.RecalibrateBatchNorm([1, 2, 3, float.NaN])), "unit 1", "batchnorm0");
        Assert.Equal([0, 0, 1, 1], BatchNormTests.Statistics(network));
        new NormedRows(1).RecalibrateBatchNorm([1, 2, 3, 4, 5, 6]);
    }
}
