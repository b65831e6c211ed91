using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>Inverted and classic scaling keep the expected output of a linear network, and of no other.</summary>
internal sealed class ExpectationClaim : Claim
{
    private const int DataRows = 16;
    private const int MostPasses = 100_000;
    private static readonly int[] s_passes = [100, 300, 1_000, 3_000, 10_000, 30_000, MostPasses];

    private readonly List<(string Label, Estimate[] Biases)> _curves = [];

    public override string Name => "expectation";

    public override string Title => "Scaling keeps the expected output";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(256, seed);
        Follow(Trained<Linear>(data, seed), "linear, inverted", data, seed, "NO");
        Follow(Trained<ClassicLinear>(data, seed), "linear, classic, q at test time", data, seed, "NO");
        Follow(Trained<Curved>(data, seed), "two tanh layers, inverted", data, seed, "not behind a curve");
    }

    public override void Draw(string path)
    {
        var chart = new Chart("Mean over masks minus deterministic output", "masks", "bias, at the row where a first look finds most", logarithmicX: true);
        chart.Line(null, [s_passes[0] / 1.5, MostPasses * 1.5], [0, 0], Palette.Text, width: 1);
        for (int i = 0; i < _curves.Count; i++)
        {
            // Side by side, so that intervals do not cover each other.
            double shift = Math.Pow(10, 0.05 * (i - 1));
            chart.Points(_curves[i].Label, [.. s_passes.Select(passes => passes * shift)], _curves[i].Biases, Chart.Colors[i]);
        }

        Chart.Save(path, chart.WithLegend(Alignment.UpperRight));
    }

    private void Follow<TNetwork>(TNetwork network, string label, RegressionData data, ulong seed, string otherwise)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] inputs = data.Inputs[..(DataRows * RegressionData.Columns)];

        // Biases of different sign would cancel in a mean over rows. Masks of its own choose the row, so that it is no pick.
        ExpectationReport pilot = DropoutExpectation.Measure(network, inputs, 1_000, seed + 1_000);
        int row = Enumerable.Range(0, DataRows).MaxBy(row => Math.Abs(pilot.Bias(row, 0).Value));
        float[] chosen = data.Row(row).ToArray();
        Estimate[] biases =
        [
            .. s_passes.Select((passes, i) => DropoutExpectation.Measure(
                network, chosen, passes, seed + (ulong)((10 * _curves.Count) + i), Sample.Confidence).Bias(0, 0)),
        ];
        _curves.Add((label, biases));
        Add($"E[output] - output: {label}", 0, biases[^1], otherwise);
    }

    private static TNetwork Trained<TNetwork>(RegressionData data, ulong seed)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(seed);
        Training.Run(network, data.Inputs, data.Targets, 1_000, seed);
        return network;
    }
}
