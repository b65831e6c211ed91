using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Theory;

public sealed class AmbiguityDecompositionTests
{
    [Fact]
    public void The_gain_of_the_mean_is_an_identity()
    {
        var random = new Random(2);
        float[] predictions = [.. Enumerable.Range(0, 7 * 30).Select(_ => (random.NextSingle() * 4) - 1)];
        float[] targets = [.. Enumerable.Range(0, 30).Select(_ => random.NextSingle())];
        AmbiguityReport report = AmbiguityDecomposition.Compute(predictions, targets, 7);
        Assert.InRange(Math.Abs(report.Residual), 0, 1e-14);
        Assert.True(report.Gain > 0.1);
    }

    [Fact]
    public void Two_members_by_hand()
    {
        // Errors 1 and 9 of the first value, 4 and 0 of the second; the means 1 and 4 are off by 1 and 1.
        AmbiguityReport report = AmbiguityDecomposition.Compute([-1, 3, 3, 5], [0, 5], 2);
        Assert.Equal(3.5, report.IndividualError);
        Assert.Equal(1, report.EnsembleError);
        Assert.Equal(10, report.Disagreement);
        Assert.Equal(2.5, report.PredictedGain);
    }

    [Fact]
    public void Passes_of_a_network_are_those_of_PredictMonteCarlo()
    {
        const int Passes = 25;
        var random = new Random(4);
        var network = new SmallAnswers(3);
        float[] inputs = [.. Enumerable.Range(0, 3 * 100).Select(_ => (random.NextSingle() * 2) - 1)];
        float[] targets = [.. Enumerable.Range(0, 2 * 100).Select(_ => random.NextSingle())];
        AmbiguityReport report = AmbiguityDecomposition.Measure(network, inputs, targets, Passes, seed: 8);
        MonteCarloPrediction prediction = network.PredictMonteCarlo(inputs, Passes, seed: 8);
        double ensemble = 0;
        double disagreement = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            ensemble += Math.Pow(prediction.Mean[i] - (double)targets[i], 2) / targets.Length;

            // The mean squared difference of a pair is twice the variance with divisor T - 1.
            disagreement += 2.0 * prediction.Variance[i] / targets.Length;
        }

        Assert.Equal(1, report.EnsembleError / ensemble, 1e-6);
        Assert.Equal(1, report.Disagreement / disagreement, 1e-6);
        Assert.InRange(Math.Abs(report.Residual), 0, 1e-13);
    }

    [Fact]
    public void Lengths_are_checked()
    {
        Assert.Equal("targets", Assert.Throws<ArgumentException>(
            () => AmbiguityDecomposition.Measure(new SmallAnswers(1), new float[6], new float[3], 2, seed: 1)).ParamName);
        Assert.Equal("predictions", Assert.Throws<ArgumentException>(
            () => AmbiguityDecomposition.Compute(new float[5], new float[3], 2)).ParamName);
        Assert.Equal("members", Assert.Throws<ArgumentOutOfRangeException>(
            () => AmbiguityDecomposition.Compute(new float[3], new float[3], 1)).ParamName);
    }
}
