namespace DropoutGen.Interchange.Tests;

[Network(2)]
[Dropout(0.3)]
[Dense(2), MeanSquaredError]
internal sealed partial class Standard;

[Network(2)]
[Dense(2), Relu, Dropout(0.3)]
[Dense(2), MeanSquaredError]
internal sealed partial class Hidden;

[Network(2)]
[Dropout(0.3, Scaling = DropoutScaling.Classic)]
[Dense(2), MeanSquaredError]
internal sealed partial class Classic;

[Network(2)]
[Dropout(0.3, Scaling = DropoutScaling.None)]
[Dense(2), MeanSquaredError]
internal sealed partial class Unscaled;

[Network(2)]
[AlphaDropout(0.3)]
[Dense(2), MeanSquaredError]
internal sealed partial class Alpha;

[Network(2)]
[GaussianDropout(0.3)]
[Dense(2), MeanSquaredError]
internal sealed partial class Gaussian;

[Network(4)]
[FeatureDropout(0.3, "pair: 0, 2", "single: 1")]
[Dense(4), MeanSquaredError]
internal sealed partial class Features;

[Block]
[Dense(2)]
internal sealed class Pair;

[Network(2)]
[Residual<Pair>(DropPath = 0.3), MeanSquaredError]
internal sealed partial class Paths;

[Network(2)]
[Residual<Pair>(DropPath = 0.3, DropPathScaling = DropoutScaling.Classic), MeanSquaredError]
internal sealed partial class ClassicPaths;

/// <summary>
/// A model exported for sampling draws in each run what training draws here: other bits, the same distribution. The networks
/// pass on what their dropout makes of one row, repeated.
/// </summary>
public sealed class SamplingTests
{
    private const int Rows = 20_000;
    private const double Keep = 0.7;

    // Five standard deviations of a share of the rows: one run in a million is off by more.
    private static readonly double s_shareTolerance = 5 * Math.Sqrt(Keep * (1 - Keep) / Rows);

    [Fact]
    public void Noise_of_weights_and_learned_noise_are_refused()
    {
        Assert.Contains("dropconnect0", Assert.Throws<NotSupportedException>(
            static () => Exporting.Export(new Bounded(1), new OnnxOptions { Sampling = true })).Message);
        var network = new Bounded(1);
        network.Dropouts[0].Rate = 0;
        Assert.Contains("concretedropout0", Assert.Throws<NotSupportedException>(
            () => Exporting.Export(network, new OnnxOptions { Sampling = true })).Message);
    }

    [Fact]
    public void Dropout_keeps_and_scales() => TwoValues<Standard>(kept: static (x, q) => x / q, dropped: 0);

    // Between two layers an optimizer of graphs could take it for one that is not in use.
    [Fact]
    public void Hidden_dropout_keeps_and_scales() => TwoValues<Hidden>(kept: static (x, q) => x / q, dropped: 0, positive: true);

    [Fact]
    public void Classic_dropout_keeps_as_it_is() => TwoValues<Classic>(kept: static (x, _) => x, dropped: 0);

    [Fact]
    public void Unscaled_dropout_keeps_as_it_is() => TwoValues<Unscaled>(kept: static (x, _) => x, dropped: 0);

    [Fact]
    public void Alpha_dropout_scales_and_shifts_both_values()
    {
        // The formulas of docs/layers.md.
        const double saturation = -1.7580993408473766;
        double q = Create<Alpha>().Dropouts[0].EffectiveKeepProbability;
        double a = 1 / Math.Sqrt(q + (saturation * saturation * q * (1 - q)));
        double b = -a * saturation * (1 - q);
        TwoValues<Alpha>(kept: (x, _) => (a * x) + b, dropped: (a * saturation) + b);
    }

    [Fact]
    public void Gaussian_dropout_has_its_mean_and_variance()
    {
        float[] first = Column(Sample<Gaussian>([2, -3]), 0, 2);
        double mean = first.Average();
        double variance = first.Average(value => (value - mean) * (value - mean));
        double expected = 4 * (1 - Keep) / Keep;
        Assert.Equal(2, mean, 5 * Math.Sqrt(expected / Rows));
        Assert.Equal(expected, variance, 5 * expected * Math.Sqrt(2.0 / Rows));
    }

    [Fact]
    public void Features_are_dropped_as_a_whole_and_other_columns_left_alone()
    {
        float[] samples = Sample<Features>([1, 2, 3, 4]);
        double q = Create<Features>().Dropouts[0].EffectiveKeepProbability;
        int kept = 0;
        int both = 0;
        foreach (float[] row in samples.Chunk(4))
        {
            bool pair = row[0] != 0;
            bool single = row[1] != 0;
            Assert.Equal(pair ? 1 / q : 0, row[0], 1e-5);
            Assert.Equal(pair ? 3 / q : 0, row[2], 1e-5);
            Assert.Equal(single ? 2 / q : 0, row[1], 1e-5);
            Assert.Equal(4, row[3], 1e-5);
            kept += pair ? 1 : 0;
            both += pair && single ? 1 : 0;
        }

        Assert.Equal(Keep, (double)kept / Rows, s_shareTolerance);
        Assert.Equal(Keep * Keep, (double)both / Rows, s_shareTolerance);
    }

    [Fact]
    public void A_branch_is_dropped_for_a_row_as_a_whole()
    {
        double q = Create<Paths>().Dropouts[0].EffectiveKeepProbability;
        RequireRows(Sample<Paths>([2, -3]), 1 + (1 / q));
        RequireRows(Sample<ClassicPaths>([2, -3]), 2);

        static void RequireRows(float[] samples, double kept)
        {
            int count = 0;
            foreach (float[] row in samples.Chunk(2))
            {
                bool isKept = row[0] > 2.5;
                Assert.Equal(isKept ? 2 * kept : 2, row[0], 1e-5);
                Assert.Equal(isKept ? -3 * kept : -3, row[1], 1e-5);
                count += isKept ? 1 : 0;
            }

            Assert.Equal(Keep, (double)count / Rows, s_shareTolerance);
        }
    }

    [Fact]
    public void Runs_and_rows_draw_anew()
    {
        using var session = Exporting.Open(Exporting.Export(Create<Standard>(), new OnnxOptions { Sampling = true }));
        float[] inputs = [.. Enumerable.Repeat(1f, 200)];
        float[] first = Exporting.Run(session, inputs, 100);
        Assert.NotEqual(first, Exporting.Run(session, inputs, 100));
        Assert.NotEqual(first[..100], first[100..]);
    }

    [Fact]
    public void The_rate_is_the_present_one()
    {
        Standard network = Create<Standard>();
        network.Dropouts[0].Rate = 0;
        using var session = Exporting.Open(Exporting.Export(network, new OnnxOptions { Sampling = true }));
        Assert.Equal([5f, -1f], Exporting.Run(session, [5, -1], 1));
    }

    private static void TwoValues<TNetwork>(Func<double, double, double> kept, double dropped, bool positive = false)
        where TNetwork : class, INetwork<TNetwork>
    {
        double q = Create<TNetwork>().Dropouts[0].EffectiveKeepProbability;
        float second = positive ? 3 : -3;
        float[] samples = Sample<TNetwork>([2, second]);
        foreach ((int column, double x) in new[] { (0, 2.0), (1, second) })
        {
            float[] values = Column(samples, column, 2);
            double keptValue = kept(x, q);
            int count = values.Count(value => Math.Abs(value - keptValue) < 1e-5);
            Assert.All(values, value => Assert.True(Math.Abs(value - keptValue) < 1e-5 || Math.Abs(value - dropped) < 1e-5, $"{value}"));
            Assert.Equal(Keep, (double)count / Rows, s_shareTolerance);
        }
    }

    private static float[] Sample<TNetwork>(float[] row)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var session = Exporting.Open(Exporting.Export(Create<TNetwork>(), new OnnxOptions { Sampling = true }));
        return Exporting.Run(session, [.. Enumerable.Repeat(row, Rows).SelectMany(static values => values)], Rows);
    }

    // Its Dense layers pass on what they get.
    private static TNetwork Create<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(1);
        int units = TNetwork.Definition.Outputs;
        foreach (ParameterView weight in network.Parameters.Where(static view => view.Definition.Kind == ParameterKind.Weight))
        {
            weight.CopyFrom([.. Enumerable.Range(0, units * units).Select(i => i / units == i % units ? 1f : 0f)]);
        }

        return network;
    }

    private static float[] Column(float[] values, int column, int columns) =>
        [.. values.Where((_, i) => i % columns == column)];
}
