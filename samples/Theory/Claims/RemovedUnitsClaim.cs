using System.Collections.Immutable;
using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>A network trained with dropout bears the loss of units better than one trained without.</summary>
internal sealed class RemovedUnitsClaim : Claim
{
    private const int Repeats = 100;
    private static readonly double[] s_fractions = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];

    private ImmutableArray<RemovedUnitsPoint> _with;
    private ImmutableArray<RemovedUnitsPoint> _without;

    public override string Name => "removed-units";

    public override string Title => "Dropout makes robust to removed units";

    public override void Measure(ulong seed)
    {
        SpiralData training = SpiralData.Draw(300, seed);
        SpiralData test = SpiralData.Draw(600, seed + 1);
        _with = Trained(training, test, dropout: true, seed);
        _without = Trained(training, test, dropout: false, seed);
        foreach (double fraction in (double[])[0.2, 0.4])
        {
            int i = Array.IndexOf(s_fractions, fraction);
            Add(
                $"test loss without {100 * fraction:G3}% of the hidden units: trained with, and without dropout",
                "with < without",
                $"{Numbers.Show(_with[i].Loss.Value)}, {Numbers.Show(_without[i].Loss.Value)}",
                $"{Numbers.Interval(_with[i].Loss)}, {Numbers.Interval(_without[i].Loss)}",
                _with[i].Loss.Upper < _without[i].Loss.Lower ? "holds" : "NO");
        }
    }

    public override void Draw(string path)
    {
        var loss = new Chart("Test loss without some units", "fraction of the hidden units removed", "cross entropy");
        var accuracy = new Chart("Test accuracy without some units", "fraction of the hidden units removed", "accuracy in %");
        Series(loss, static point => point.Loss);
        Series(accuracy, static point => Percent(point.Accuracy!.Value));
        Chart.Save(path, loss.WithLegend(Alignment.UpperLeft), accuracy.WithLegend(Alignment.LowerLeft));
    }

    private static ImmutableArray<RemovedUnitsPoint> Trained(SpiralData training, SpiralData test, bool dropout, ulong seed)
    {
        var network = new Spiral(seed);
        if (!dropout)
        {
            network.Dropouts.SetRates(0);
        }

        Training.Run(network, training.Inputs, training.Labels, 1_500, seed);
        return RemovedUnits.Measure(
            network, test.Inputs, test.Labels, s_fractions, Repeats, seed, confidence: Sample.Confidence);
    }

    private void Series(Chart chart, Func<RemovedUnitsPoint, Estimate> value)
    {
        foreach ((string label, ImmutableArray<RemovedUnitsPoint> points, Color color) in new[]
        {
            ("trained with dropout", _with, Palette.Dropout), ("trained without", _without, Palette.Plain),
        })
        {
            chart.Line(null, s_fractions, points.Select(point => value(point).Value), color, width: 1);
            chart.Points(label, s_fractions, [.. points.Select(value)], color);
        }
    }

    private static Estimate Percent(Estimate share) => new(100 * share.Value, 100 * share.StandardError, share.Confidence);
}
