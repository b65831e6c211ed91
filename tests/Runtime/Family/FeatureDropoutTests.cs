namespace DropoutGen.Runtime.Tests.Family;

public sealed class FeatureDropoutTests
{
    private const int Columns = 7;

    // Which feature each column belongs to; -1 for none.
    private static readonly int[] s_owners = [1, 1, 2, 0, 2, 2, -1];

    [Fact]
    public void Columns_of_a_feature_are_kept_or_dropped_together_and_the_others_stay()
    {
        const int rows = 4096;
        FeatureValues network = Create();
        using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = rows });
        var inputs = new float[rows * Columns];
        Array.Fill(inputs, 1f);
        var outputs = new float[rows * Columns];
        trainer.Forward(inputs, outputs);
        var patterns = new int[8];
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = outputs.AsSpan(row * Columns, Columns);
            int pattern = 0;
            for (int feature = 0; feature < 3; feature++)
            {
                bool kept = values[Array.IndexOf(s_owners, feature)] != 0;
                pattern |= kept ? 1 << feature : 0;
                for (int column = 0; column < Columns; column++)
                {
                    if (s_owners[column] == feature)
                    {
                        Assert.Equal(kept ? 1 / 0.75f : 0f, values[column]);
                    }
                }
            }

            Assert.Equal(1f, values[6]);
            patterns[pattern]++;
        }

        // Features are dropped independently: every combination as often as chance says.
        for (int pattern = 0; pattern < 8; pattern++)
        {
            int kept = int.PopCount(pattern);
            double probability = Math.Pow(0.75, kept) * Math.Pow(0.25, 3 - kept);
            double deviation = Math.Sqrt(probability * (1 - probability) / rows);
            Assert.InRange((double)patterns[pattern] / rows, probability - (5 * deviation), probability + (5 * deviation));
        }
    }

    [Fact]
    public void What_is_missing_may_be_NaN()
    {
        FeatureValues network = Create();
        network.Dropouts[0].Rate = 0.99;
        using var trainer = network.CreateTrainer(new Sgd(0f));
        float[] inputs = [float.NaN, float.NaN, 1, 1, 1, 1, 5];
        var outputs = new float[Columns];
        trainer.Forward(inputs, outputs);
        Assert.Equal([0f, 0f, 0f, 0f, 0f, 0f, 5f], outputs);
    }

    [Fact]
    public void Inference_sees_all_features()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6, 7];
        var outputs = new float[Columns];
        Create().Predict(inputs, outputs);
        Assert.Equal(inputs, outputs);
    }

    [Fact]
    public void A_changed_rate_takes_effect()
    {
        FeatureValues network = Create();
        using var trainer = network.CreateTrainer(new Sgd(0f));
        float[] inputs = [1, 1, 1, 1, 1, 1, 1];
        var outputs = new float[Columns];
        trainer.Forward(inputs, outputs);
        network.Dropouts[0].Rate = 0;
        trainer.Forward(inputs, outputs);
        Assert.Equal(inputs, outputs);
    }

    [Fact]
    public void Features_have_their_names()
    {
        DropoutDefinition definition = FeatureValues.Definition.Dropouts[0];
        Assert.Equal(("featuredropout0", DropoutKind.Feature), (definition.Name, definition.Kind));
        Assert.Equal(["one", "two", "three"], definition.Features.Select(static feature => feature.Name));
        Assert.Equal([2, 4, 5], definition.Features[2].Columns);
        Assert.Empty(GaussianLinear.Definition.Dropouts[0].Features);
    }

    private static FeatureValues Create()
    {
        var network = new FeatureValues(1);
        Identity.Set(network.Dense0Weight);
        return network;
    }
}
