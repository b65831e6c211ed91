using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>Means over T masks scatter with variance in proportion to 1 / T, and for linear networks the factor is known.</summary>
internal sealed class MonteCarloVarianceClaim : Claim
{
    private const int Repeats = 5_000;
    private static readonly int[] s_passes = [1, 2, 5, 10, 20, 50];

    private readonly List<(string Label, double OfOnePass, Estimate[] Measured)> _curves = [];

    public override string Name => "monte-carlo-variance";

    public override string Title => "Var(a_MC) = (1/T) (1 - q)/q sum (w x)^2; classic (1/T) q (1 - q) sum (w x)^2";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(1, seed);
        Follow(new Linear(seed), "inverted", DropoutScaling.Inverted, data, seed);
        Follow(new ClassicLinear(seed), "classic", DropoutScaling.Classic, data, seed + 100);
    }

    public override void Draw(string path)
    {
        var chart = new Chart(
            $"Variance of means over T masks, {Repeats:N0} repeats", "masks T", "variance", logarithmicX: true, logarithmicY: true);
        double[] passes = [.. s_passes.Select(static count => (double)count)];
        for (int i = 0; i < _curves.Count; i++)
        {
            (string label, double ofOnePass, Estimate[] measured) = _curves[i];
            chart.Line($"{label}: closed form", passes, passes.Select(count => ofOnePass / count), Chart.Colors[i]);
            chart.Points($"{label}: measured", passes, measured, Chart.Colors[i]);
        }

        Chart.Save(path, chart.WithLegend(Alignment.UpperRight));
    }

    private void Follow<TNetwork>(TNetwork network, string label, DropoutScaling scaling, RegressionData data, ulong seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        double exact = LinearDropout.OutputVariance(
            network.Parameters[0].ToArray(), data.Inputs, network.Dropouts[0].EffectiveKeepProbability, scaling);
        Estimate[] measured =
        [
            .. s_passes.Select((passes, i) => MonteCarloVariance.Measure(
                network, data.Inputs, passes, Repeats, seed + (ulong)i, Sample.Confidence)[0, 0]),
        ];
        _curves.Add((label, exact, measured));
        int ten = Array.IndexOf(s_passes, 10);
        Add($"linear, {label}, T = 10", exact / 10, measured[ten]);
    }
}
