using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Dropout at a place from which its mask goes backwards into the weights.</summary>
[Network(4)]
[FeatureDropout(0.25, "pair: 0, 2", "single: 3")]
[Dense(20), Dropout(0.3), Tanh]
[Dense(150), Tanh, Dropout(0.5, Scaling = DropoutScaling.Classic)]
[Dense(9), Dropout(0.1), LeakyRelu(0.3)]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class ThinPlaces;

/// <summary>A mask that no weight can take.</summary>
[Network(4)]
[Dense(5), Tanh, Dropout(0.5), Sigmoid]
[Dense(2), MeanSquaredError]
public sealed partial class ThinNowhere;

/// <summary>Three values without dropout.</summary>
[Network(3)]
[Dense(6), Tanh]
[Dense(2), MeanSquaredError]
public sealed partial class PlainValues;

/// <summary>A classifier without dropout.</summary>
[Network(3)]
[Dense(4), Relu]
[Dense(2), SoftmaxCrossEntropy]
public sealed partial class PlainClassifier;

/// <summary>Subnetworks as networks of their own, averages of networks, and their comparison.</summary>
public sealed class EnsembleTests
{
    [Fact]
    public void A_thinned_network_predicts_what_the_pass_predicts()
    {
        RequireThin<ThinPlaces, int>(new ThinPlaces(1));
        RequireThin<SmallClassifier, int>(new SmallClassifier(2));
        RequireThin<SmallRegression, float>(new SmallRegression(3));
        RequireThin<TwoHidden, float>(new TwoHidden(4));
        RequireThin<BalancedHead, float>(new BalancedHead(5));
    }

    [Fact]
    public void A_thinned_network_keeps_running_statistics()
    {
        NormalizedHidden network = Moments.WithVectors(new NormalizedHidden(3), seed: 3);
        float[] row = PassesByHand.Inputs(1, 5, 3);
        MonteCarloPrediction sampled = network.PredictMonteCarlo(row, passes: 2, seed: 4);
        float[] first = Outputs(network.Thin(4, pass: 0), row);
        float[] second = Outputs(network.Thin(4, pass: 1), row);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal((first[i] + second[i]) / 2, sampled.Mean[i], 1e-5);
            Assert.Equal(Math.Pow(first[i] - second[i], 2) / 2, sampled.Variance[i], 1e-5);
        }
    }

    [Fact]
    public void What_drops_no_units_or_cannot_be_written_is_refused()
    {
        Assert.Contains("dropout0", Assert.Throws<NotSupportedException>(() => new ThinNowhere(1).Thin(1)).Message);
        Assert.Contains("Gaussian", Assert.Throws<NotSupportedException>(() => new NormalRelu(1).Thin(1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmallRegression(1).Thin(1, pass: -1));
    }

    [Fact]
    public void An_ensemble_has_the_moments_of_its_members()
    {
        PlainValues[] members = [.. Enumerable.Range(1, 5).Select(static seed => new PlainValues((ulong)seed))];
        float[] inputs = PassesByHand.Inputs(100, 3, 1);
        float[][] outputs = [.. members.Select(member => Outputs(member, inputs))];
        MonteCarloPrediction prediction = new NetworkEnsemble<PlainValues>(members).Predict(inputs, threads: 2);
        Assert.Equal((100, 2, 5), (prediction.Rows, prediction.Outputs, prediction.Passes));
        for (int i = 0; i < 200; i++)
        {
            double mean = outputs.Average(values => (double)values[i]);
            Assert.Equal(mean, prediction.Mean[i], 1e-6);
            Assert.Equal(outputs.Sum(values => Math.Pow(values[i] - mean, 2)) / 4, prediction.Variance[i], 1e-6);
        }

        Assert.All(new NetworkEnsemble<PlainValues>(members[0]).Predict(inputs).Variance.ToArray(), static value => Assert.Equal(0f, value));
        Assert.Throws<ArgumentException>(() => new NetworkEnsemble<PlainValues>());
        Assert.Throws<ArgumentException>(() => new NetworkEnsemble<PlainValues>(members).Predict(new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkEnsemble<PlainValues>(members).Predict(inputs, threads: 0));
    }

    [Fact]
    public void Squared_error_of_an_average_is_below_that_of_its_members()
    {
        PlainValues[] members = [.. Enumerable.Range(1, 4).Select(static seed => new PlainValues((ulong)seed))];
        float[] inputs = PassesByHand.Inputs(50, 3, 2);
        float[] targets = PassesByHand.Inputs(50, 2, 3);
        double ofAverage = SquaredError([.. new NetworkEnsemble<PlainValues>(members).Predict(inputs).Mean], targets);
        float[][] outputs = [.. members.Select(member => Outputs(member, inputs))];
        double ofMembers = outputs.Average(values => SquaredError(values, targets));

        // The mean squared distance of the members from their average (Krogh, Vedelsby 1995).
        double disagreement = outputs.Average(values => SquaredError(values, [.. Enumerable.Range(0, 100).Select(i => outputs.Average(all => all[i]))]));
        Assert.Equal(ofMembers - disagreement, ofAverage, 1e-6);
    }

    [Fact]
    public void Comparison_of_values()
    {
        const double precision = 3;
        var single = new PlainValues(1);
        var dropout = new SmallRegression(2);
        var bagged = new NetworkEnsemble<PlainValues>(new PlainValues(3), new PlainValues(4));
        float[] inputs = PassesByHand.Inputs(40, 3, 4);
        float[] targets = PassesByHand.Inputs(40, 2, 5);
        var options = new MonteCarloOptions { Passes = 50, Seed = 6, Precision = precision };
        EnsembleScore[] scores = EnsembleComparison.Compare(single, dropout, bagged, inputs, targets, options);
        Assert.Equal([("single network", 1), ("dropout ensemble", 50), ("bagged ensemble", 2)], scores.Select(static score => (score.Name, score.Members)));
        float[] outputs = Outputs(single, inputs);
        Assert.Equal(Math.Sqrt(SquaredError(outputs, targets)), scores[0].Error, 1e-6);

        // Two values a row: log(2 pi / precision) + precision |d|^2 / 2.
        Assert.Equal(Math.Log(2 * Math.PI / precision) + (precision * SquaredError(outputs, targets)), scores[0].NegativeLogLikelihood, 1e-5);
        MonteCarloPrediction sampled = dropout.PredictMonteCarlo(inputs, targets, options);
        Assert.Equal(Math.Sqrt(SquaredError([.. sampled.Mean], targets)), scores[1].Error, 1e-6);
        Assert.Equal(-sampled.LogPredictiveDensity.ToArray().Average(static value => (double)value), scores[1].NegativeLogLikelihood, 1e-6);
        Assert.Equal(Math.Sqrt(SquaredError([.. bagged.Predict(inputs).Mean], targets)), scores[2].Error, 1e-6);
    }

    [Fact]
    public void Comparison_of_classifiers()
    {
        var single = new PlainClassifier(1);
        float[] inputs = PassesByHand.Inputs(40, 3, 4);
        int[] labels = [.. Enumerable.Range(0, 40).Select(static row => row % 3 / 2)];
        EnsembleScore[] scores = EnsembleComparison.Compare(
            single, new SmallClassifier(2), new NetworkEnsemble<PlainClassifier>(single), inputs, labels, new MonteCarloOptions());
        float[] probabilities = Outputs(single, inputs);
        Assert.Equal(UncertaintyMetrics.NegativeLogLikelihood(probabilities, labels), scores[0].NegativeLogLikelihood, 1e-6);
        Assert.Equal(
            labels.Where((label, row) => (probabilities[(2 * row) + 1] > probabilities[2 * row] ? 1 : 0) != label).Count() / 40.0, scores[0].Error, 1e-12);
        Assert.Equal(scores[0] with { Name = "bagged ensemble" }, scores[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => EnsembleComparison.Compare(
            single, new SmallClassifier(2), new NetworkEnsemble<PlainClassifier>(single), new float[3], [2], new MonteCarloOptions()));
    }

    private static void RequireThin<TNetwork, TTarget>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        const int passes = 6;
        const ulong seed = 17;
        float[] row = PassesByHand.Inputs(1, TNetwork.Definition.Inputs, 1);
        float[] before = network.Parameters[0].ToArray();
        double[][] drawn = PassesByHand.Logits<TNetwork, TTarget>(network, row, passes, seed);
        for (int pass = 0; pass < passes; pass++)
        {
            TNetwork thinned = network.Thin(seed, pass);
            Assert.All(thinned.Dropouts, static dropout => Assert.Equal(0, dropout.Rate));
            var logits = new float[TNetwork.Definition.Outputs];
            thinned.PredictLogits(row, logits);
            for (int i = 0; i < logits.Length; i++)
            {
                Assert.Equal(drawn[pass][i], logits[i], 1e-5);
            }
        }

        Assert.Contains(drawn, pass => Math.Abs(pass[0] - drawn[0][0]) > 1e-4);
        Assert.Equal(before, network.Parameters[0].ToArray());
    }

    private static float[] Outputs<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[inputs.Length / TNetwork.Definition.Inputs * TNetwork.Definition.Outputs];
        network.Predict(inputs, outputs);
        return outputs;
    }

    private static double SquaredError(float[] values, float[] targets) =>
        values.Zip(targets, static (value, target) => Math.Pow((double)value - target, 2)).Average();
}
