using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>More outputs than quantiles of many passes can be kept for.</summary>
[Network(4)]
[Dropout(0.25)]
[Dense(70), Tanh]
[Dense(70), MeanSquaredError]
public sealed partial class ManyOutputs;

/// <summary>Quantiles and densities of Monte-Carlo passes against the passes by hand, and bad options.</summary>
public sealed class MonteCarloOptionTests
{
    private const ulong Seed = 5;

    // More than two chunks of rows.
    private const int Rows = 150;

    [Fact]
    public void Quantiles_are_those_of_the_passes()
    {
        const int passes = 31;
        var network = new SmallRegression(1);
        float[] inputs = PassesByHand.Inputs(Rows, 3, 1);
        double[][] drawn = PassesByHand.Logits<SmallRegression, float>(network, inputs, passes, Seed);
        double[] levels = [0.5, 0, 1, 0.025, 0.71];
        MonteCarloPrediction actual = network.PredictMonteCarlo(
            inputs, new MonteCarloOptions { Passes = passes, Seed = Seed, QuantileLevels = levels });
        Assert.Equal(levels, actual.QuantileLevels);
        for (int level = 0; level < levels.Length; level++)
        {
            Assert.Equal(Rows * 2, actual.Quantile(level).Length);
            for (int i = 0; i < Rows * 2; i++)
            {
                double[] sorted = [.. drawn.Select(pass => pass[i]).Order()];
                double place = (passes - 1) * levels[level];
                int below = Math.Min((int)place, passes - 2);
                double expected = sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
                Assert.Equal(expected, actual.Quantile(level)[i], 1e-6);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => actual.Quantile(5).Length);
    }

    [Fact]
    public void Quantiles_of_more_values_than_are_kept_are_the_same()
    {
        // 64 rows x 70 outputs x 1,200 passes are more than 2^22 values, 64 x 70 x 900 are not.
        var network = new ManyOutputs(1);
        float[] inputs = PassesByHand.Inputs(70, 4, 2);
        double[] levels = [0.1, 0.5];
        foreach (int passes in new[] { 900, 1_200 })
        {
            MonteCarloPrediction actual = network.PredictMonteCarlo(
                inputs, new MonteCarloOptions { Passes = passes, Seed = Seed, QuantileLevels = levels, Threads = 2 });
            double[][] drawn = PassesByHand.Logits<ManyOutputs, float>(network, inputs, passes, Seed);
            for (int i = 0; i < actual.Mean.Length; i += 13)
            {
                double[] sorted = [.. drawn.Select(pass => pass[i]).Order()];
                double place = (passes - 1) * 0.1;
                int below = (int)place;
                Assert.Equal(sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])), actual.Quantile(0)[i], 1e-6);
                Assert.Equal((sorted[(passes - 1) / 2] + sorted[passes / 2]) / 2, actual.Quantile(1)[i], 1e-6);
                Assert.Equal(drawn.Average(pass => pass[i]), actual.Mean[i], 1e-6);
            }
        }
    }

    [Fact]
    public void Density_of_values_is_a_mixture_of_normal_ones()
    {
        const int passes = 40;
        const double precision = 30;
        var network = new SmallRegression(2);
        float[] inputs = PassesByHand.Inputs(Rows, 3, 3);
        float[] targets = PassesByHand.Inputs(Rows, 2, 4);
        double[][] drawn = PassesByHand.Logits<SmallRegression, float>(network, inputs, passes, Seed);
        MonteCarloPrediction actual = network.PredictMonteCarlo(
            inputs, targets, new MonteCarloOptions { Passes = passes, Seed = Seed, Precision = precision });
        for (int row = 0; row < Rows; row++)
        {
            double density = drawn.Average(pass => Normal(targets[2 * row], pass[2 * row], 1 / precision)
                * Normal(targets[(2 * row) + 1], pass[(2 * row) + 1], 1 / precision));
            Assert.Equal(Math.Log(density), actual.LogPredictiveDensity[row], 1e-4);
        }
    }

    [Fact]
    public void Density_of_far_targets_does_not_vanish()
    {
        // exp(-5e7) is nothing in any precision; its logarithm is close to the best pass's.
        var network = new SmallRegression(2);
        MonteCarloPrediction actual = network.PredictMonteCarlo(
            new float[3], [1e4f, 0f], new MonteCarloOptions { Passes = 10, Precision = 1 });
        Assert.Equal((-1e8 / 2) - Math.Log(2 * Math.PI), actual.LogPredictiveDensity[0], 8.0);
    }

    [Fact]
    public void Density_under_predicted_variances_and_of_labels()
    {
        const int passes = 25;
        float[] inputs = PassesByHand.Inputs(Rows, 3, 5);
        var options = new MonteCarloOptions { Passes = passes, Seed = Seed };

        var noise = new SmallNoise(3);
        float[] values = PassesByHand.Inputs(Rows, 1, 6);
        double[][] drawn = PassesByHand.Logits<SmallNoise, float>(noise, inputs, passes, Seed);
        ReadOnlySpan<float> ofValues = noise.PredictMonteCarlo(inputs, values, options).LogPredictiveDensity;
        for (int row = 0; row < Rows; row++)
        {
            double density = drawn.Average(pass => Normal(values[row], pass[2 * row], Math.Exp(pass[(2 * row) + 1])));
            Assert.Equal(Math.Log(density), ofValues[row], 1e-5);
        }

        var classifier = new SmallClassifier(3);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(static row => row % 2)];
        drawn = PassesByHand.Logits<SmallClassifier, int>(classifier, inputs, passes, Seed);
        ReadOnlySpan<float> ofLabels = classifier.PredictMonteCarlo(inputs, labels, options).LogPredictiveDensity;
        for (int row = 0; row < Rows; row++)
        {
            double probability = drawn.Average(pass => 1 / (1 + Math.Exp(pass[(2 * row) + 1 - labels[row]] - pass[(2 * row) + labels[row]])));
            Assert.Equal(Math.Log(probability), ofLabels[row], 1e-5);
        }

        var answers = new SmallAnswers(3);
        float[] yes = [.. Enumerable.Range(0, 2 * Rows).Select(static i => (float)(i % 3 / 2))];
        drawn = PassesByHand.Logits<SmallAnswers, float>(answers, inputs, passes, Seed);
        ReadOnlySpan<float> ofAnswers = answers.PredictMonteCarlo(inputs, yes, options).LogPredictiveDensity;
        for (int row = 0; row < Rows; row++)
        {
            double probability = drawn.Average(pass => Answer(pass, 2 * row) * Answer(pass, (2 * row) + 1));
            Assert.Equal(Math.Log(probability), ofAnswers[row], 1e-5);
        }

        double Answer(double[] pass, int i) => 1 / (1 + Math.Exp(yes[i] == 1f ? -pass[i] : pass[i]));
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var network = new SmallRegression(4);
        float[] inputs = PassesByHand.Inputs(2_000, 3, 7);
        float[] targets = PassesByHand.Inputs(2_000, 2, 8);
        MonteCarloPrediction one = Run(1);
        foreach (int threads in new[] { 2, 5 })
        {
            MonteCarloPrediction several = Run(threads);
            Assert.Equal(one.Mean, several.Mean);
            Assert.Equal(one.Variance, several.Variance);
            Assert.Equal(one.Quantile(0), several.Quantile(0));
            Assert.Equal(one.LogPredictiveDensity, several.LogPredictiveDensity);
        }

        MonteCarloPrediction Run(int threads) => network.PredictMonteCarlo(
            inputs,
            targets,
            new MonteCarloOptions { Passes = 60, Seed = 1, Threads = threads, QuantileLevels = [0.3], Precision = 2 });
    }

    [Fact]
    public void The_plain_form_gives_the_same()
    {
        var network = new SmallClassifier(5);
        float[] inputs = PassesByHand.Inputs(10, 3, 9);
        MonteCarloPrediction plain = network.PredictMonteCarlo(inputs, passes: 20, seed: 3);
        MonteCarloPrediction options = network.PredictMonteCarlo(inputs, new MonteCarloOptions { Passes = 20, Seed = 3 });
        Assert.Equal(plain.Mean, options.Mean);
        Assert.Equal(plain.MutualInformation, options.MutualInformation);
        Assert.True(options.LogPredictiveDensity.IsEmpty);
        Assert.Empty(options.QuantileLevels);
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        var values = new SmallRegression(1);
        var classifier = new SmallClassifier(1);
        float[] row = new float[3];
        Assert.Throws<ArgumentOutOfRangeException>(() => values.PredictMonteCarlo(row, new MonteCarloOptions { Passes = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => values.PredictMonteCarlo(row, new MonteCarloOptions { Threads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => values.PredictMonteCarlo(row, new MonteCarloOptions { QuantileLevels = [1.5] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => values.PredictMonteCarlo(row, new MonteCarloOptions { QuantileLevels = [double.NaN] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => values.PredictMonteCarlo(row, new MonteCarloOptions { Precision = 0 }));
        Assert.Throws<ArgumentException>(() => values.PredictMonteCarlo(new float[4], new MonteCarloOptions()));
        Assert.Contains(
            "needs the Precision",
            Assert.Throws<ArgumentException>(() => values.PredictMonteCarlo(row, new float[2], new MonteCarloOptions())).Message);
        Assert.Contains(
            "no place",
            Assert.Throws<ArgumentException>(() => classifier.PredictMonteCarlo(row, [1], new MonteCarloOptions { Precision = 1 })).Message);
        Assert.Contains(
            "targets has 3 values",
            Assert.Throws<ArgumentException>(() => values.PredictMonteCarlo(row, new float[3], new MonteCarloOptions { Precision = 1 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => classifier.PredictMonteCarlo(row, [2], new MonteCarloOptions()));
        Assert.Throws<ArgumentException>(
            () => values.PredictMonteCarlo(row, [0f, float.NaN], new MonteCarloOptions { Precision = 1 }));
        Assert.Throws<NotSupportedException>(() => new SmallQuantiles(1).PredictMonteCarlo(row, new float[2], new MonteCarloOptions()));
    }

    private static double Normal(double value, double mean, double variance) =>
        Math.Exp(-(value - mean) * (value - mean) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance);
}
