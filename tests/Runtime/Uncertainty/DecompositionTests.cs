using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Total uncertainty is that of the data and that of the model.</summary>
public sealed class DecompositionTests
{
    private const int Passes = 50;
    private const int Rows = 20;
    private const ulong Seed = 9;

    [Fact]
    public void Predicted_variances_are_the_data_s_and_scatter_of_means_the_model_s()
    {
        var network = new SmallNoise(1);
        float[] inputs = PassesByHand.Inputs(Rows, 3, 1);
        double[][] drawn = PassesByHand.Logits<SmallNoise, float>(network, inputs, Passes, Seed);
        UncertaintyDecomposition parts = network.PredictMonteCarlo(inputs, Passes, Seed).Decompose();
        Assert.Equal((Rows, 1), (parts.Rows, parts.Columns));
        for (int row = 0; row < Rows; row++)
        {
            double noise = drawn.Average(pass => Math.Exp(pass[(2 * row) + 1]));
            double mean = drawn.Average(pass => pass[2 * row]);
            double model = drawn.Sum(pass => Math.Pow(pass[2 * row] - mean, 2)) / (Passes - 1);
            Assert.Equal(noise, parts.Aleatoric[row], 1e-5);
            Assert.Equal(model, parts.Epistemic[row], 1e-6);
            Assert.Equal(noise + model, parts.Total[row], 1e-5);
        }
    }

    [Fact]
    public void Classifiers_have_entropies()
    {
        var network = new SmallClassifier(1);
        float[] inputs = PassesByHand.Inputs(Rows, 3, 1);
        double[][] drawn = PassesByHand.Logits<SmallClassifier, int>(network, inputs, Passes, Seed);
        UncertaintyDecomposition parts = network.PredictMonteCarlo(inputs, Passes, Seed).Decompose();
        Assert.Equal((Rows, 1), (parts.Rows, parts.Columns));
        for (int row = 0; row < Rows; row++)
        {
            double[] probabilities = [.. drawn.Select(pass => 1 / (1 + Math.Exp(pass[2 * row] - pass[(2 * row) + 1])))];
            Assert.Equal(Entropy(probabilities.Average()), parts.Total[row], 1e-5);
            Assert.Equal(probabilities.Average(Entropy), parts.Aleatoric[row], 1e-5);
            Assert.Equal(Entropy(probabilities.Average()) - probabilities.Average(Entropy), parts.Epistemic[row], 1e-5);
        }

        static double Entropy(double p) => -((p * Math.Log(p)) + ((1 - p) * Math.Log(1 - p)));
    }

    [Fact]
    public void Values_need_the_precision_of_the_noise()
    {
        MonteCarloPrediction prediction = new SmallRegression(1).PredictMonteCarlo(PassesByHand.Inputs(Rows, 3, 1), Passes, Seed);
        UncertaintyDecomposition parts = prediction.Decompose(precision: 4);
        Assert.Equal((Rows, 2), (parts.Rows, parts.Columns));
        Assert.Equal(prediction.Variance, parts.Epistemic);
        Assert.All(parts.Aleatoric.ToArray(), static value => Assert.Equal(0.25f, value));
        Assert.Contains("needs the precision", Assert.Throws<ArgumentException>(() => prediction.Decompose()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => prediction.Decompose(double.NaN));
    }

    [Fact]
    public void What_has_no_two_parts_is_refused()
    {
        float[] row = new float[3];
        Assert.Throws<ArgumentException>(() => new SmallClassifier(1).PredictMonteCarlo(row, 2, 1).Decompose(precision: 1));
        Assert.Throws<NotSupportedException>(() => new SmallQuantiles(1).PredictMonteCarlo(row, 2, 1).Decompose());
    }
}
