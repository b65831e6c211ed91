using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Runtime.Tests.Normalization;

/// <summary>
/// At inference a batch normalisation is a factor and an offset of the product in front: the same as weights that were
/// multiplied by hand, and the same as a product that is normalised afterwards.
/// </summary>
public sealed class FoldingTests
{
    private const int Rows = 21;

    [Fact]
    public void Folded_and_unfolded_agree()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = new Foldable(3) { VectorWidth = width };
            using var trainer = network.CreateTrainer(new Adam(0.05f));
            for (int step = 0; step < 20; step++)
            {
                trainer.Step(BatchNormTests.Draw(step, 64 * 37), BatchNormTests.Draw(100 + step, 64 * 5));
            }

            float[] inputs = BatchNormTests.Draw(1000, Rows * 37);
            var predicted = new float[Rows * 5];
            network.Predict(inputs, predicted);
            TensorDifference.Between("folded by hand", predicted, FoldedByHand(network, inputs)).RequireWithin(2e-6);
            TensorDifference.Between("unfolded", predicted, Unfolded(network, inputs)).RequireWithin(2e-6);

            // It matters: the network without it is another one.
            Assert.NotEqual(1f, network.BatchNorm0RunningVariance[0]);
            Assert.NotEqual(1f, network.BatchNorm0Weight[0]);
        }
    }

    private static double[] FoldedByHand(Foldable network, float[] inputs)
    {
        var folded = new FoldedByHand(1) { VectorWidth = network.VectorWidth };
        folded.Dense1Weight.CopyFrom(network.Dense1Weight.ToArray());
        folded.Dense1Bias.CopyFrom(network.Dense1Bias.ToArray());
        for (int unit = 0; unit < 130; unit++)
        {
            double factor = Factor(network, unit);
            folded.Dense0Bias[unit] = (float)(((network.Dense0Bias[unit] - network.BatchNorm0RunningMean[unit]) * factor) + network.BatchNorm0Bias[unit]);
            for (int input = 0; input < 37; input++)
            {
                folded.Dense0Weight[unit, input] = (float)(network.Dense0Weight[unit, input] * factor);
            }
        }

        var predicted = new float[Rows * 5];
        folded.Predict(inputs, predicted);
        return Array.ConvertAll(predicted, static value => (double)value);
    }

    private static double[] Unfolded(Foldable network, float[] inputs)
    {
        var product = new ProductAlone(1) { VectorWidth = network.VectorWidth };
        product.Dense0Weight.CopyFrom(network.Dense0Weight.ToArray());
        product.Dense0Bias.CopyFrom(network.Dense0Bias.ToArray());
        var values = new float[Rows * 130];
        product.Predict(inputs, values);
        var outputs = new double[Rows * 5];
        for (int i = 0; i < outputs.Length; i++)
        {
            (int row, int output) = (i / 5, i % 5);
            outputs[i] = network.Dense1Bias[output] + Enumerable.Range(0, 130).Sum(unit =>
                network.Dense1Weight[output, unit] * Math.Tanh(
                    ((values[(row * 130) + unit] - network.BatchNorm0RunningMean[unit]) * Factor(network, unit)) + network.BatchNorm0Bias[unit]));
        }

        return outputs;
    }

    private static double Factor(Foldable network, int unit) =>
        network.BatchNorm0Weight[unit] / Math.Sqrt(network.BatchNorm0RunningVariance[unit] + 1e-5);
}
