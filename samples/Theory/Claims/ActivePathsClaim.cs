using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>Of N paths N (1 - p)^L are active; dropped inputs are a layer, too.</summary>
internal sealed class ActivePathsClaim : Claim
{
    private const int Passes = 100_000;

    private readonly List<(double Layers, ActivePathReport Report)> _points = [];

    public override string Name => "active-paths";

    public override string Title => "Of N paths N (1 - p)^L are active";

    public override void Measure(ulong seed)
    {
        // The constants are the compiler's: no network is needed for them.
        Follow(new OneLayer(seed), "p = 0.5, L = 1", OneLayer.PathCount, OneLayer.ActivePathCount, 1, seed);
        Follow(new TwoLayers(seed), "p = 0.5, L = 2", TwoLayers.PathCount, TwoLayers.ActivePathCount, 2, seed);
        Follow(new ThreeLayers(seed), "p = 0.5, L = 3", ThreeLayers.PathCount, ThreeLayers.ActivePathCount, 3, seed);
        Follow(
            new ThreeLayersAndInputs(seed),
            "p = 0.5, L = 3 and inputs",
            ThreeLayersAndInputs.PathCount,
            ThreeLayersAndInputs.ActivePathCount,
            4,
            seed);
    }

    public override void Draw(string path)
    {
        var chart = new Chart("Share of the paths that are active, p = 0.5", "dropped layers L, inputs included", "share", logarithmicY: true);
        double[] layers = [.. Enumerable.Range(0, 46).Select(static i => 0.1 * i)];
        chart.Line("(1 - p)^L", layers, layers.Select(static count => Math.Pow(0.5, count)), Palette.Dropout);
        chart.Points(
            $"counted, {Passes:N0} masks",
            [.. _points.Select(static point => point.Layers)],
            [.. _points.Select(static point => point.Report.MeasuredShare)],
            Palette.Plain);
        chart.Plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericFixedInterval(1);
        Chart.Save(path, chart.WithLegend(Alignment.UpperRight));
    }

    private void Follow<TNetwork>(TNetwork network, string label, double paths, double active, int layers, ulong seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        ActivePathReport report = ActivePaths.Measure(network, Passes, seed, Sample.Confidence);
        _points.Add((layers, report));
        Estimate share = report.MeasuredShare;
        Add($"{label}, N = {paths:N0}", active, new Estimate(paths * share.Value, paths * share.StandardError, share.Confidence));
    }
}
