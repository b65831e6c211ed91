using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Metrics;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace DropoutGen.Samples.Digits.Pictures;

/// <summary>What the network says about one digit: the mean of each class over the masks, and the spread.</summary>
internal sealed class DistributionPanel
{
    private readonly double[] _means = new double[DigitSet.Classes];
    private readonly double[] _spreads = new double[DigitSet.Classes];
    private readonly int _label;
    private readonly int _classified;

    public DistributionPanel(PairResult result, int row)
    {
        _label = result.MeanPredictions.Label(row);
        _classified = result.MeanPredictions.Classified[row];
        for (int digit = 0; digit < DigitSet.Classes; digit++)
        {
            _means[digit] = result.Posterior.Mean[(row * DigitSet.Classes) + digit];
            _spreads[digit] = Math.Sqrt(result.Posterior.Variance[(row * DigitSet.Classes) + digit]);
        }
    }

    /// <summary>The highest point of the bars with their spread.</summary>
    public double Highest => _means.Zip(_spreads, static (mean, spread) => mean + spread).Max();

    public Plot Draw(double ceiling, bool isLeftmost, bool withLegend)
    {
        var plot = new Plot();
        for (int digit = 0; digit < DigitSet.Classes; digit++)
        {
            plot.Add.Bar(new Bar
            {
                Position = digit,
                Value = _means[digit],
                FillColor = digit == _label ? Palette.Right : digit == _classified ? Palette.Wrong : Palette.Other,
                LineWidth = 0,
                Size = 0.8,
            });

            // A probability cannot leave 0 to 1, so neither does its spread.
            double low = Math.Max(_means[digit] - _spreads[digit], 0);
            double high = Math.Min(_means[digit] + _spreads[digit], 1);
            LinePlot line = plot.Add.Line(digit, low, digit, high);
            line.LineColor = Palette.Text;
            line.LineWidth = 1.5f;
        }

        plot.Axes.SetLimits(-0.6, 9.6, 0, ceiling);
        string[] labels = [.. Enumerable.Range(0, DigitSet.Classes).Select(static digit => $"{digit}")];
        plot.Axes.Bottom.TickGenerator = new NumericManual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], labels);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 14;
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(0.2);
        plot.Grid.XAxisStyle.IsVisible = false;
        if (isLeftmost)
        {
            plot.YLabel("probability", size: 14);
        }

        if (withLegend)
        {
            AddLegend(plot);
        }

        return plot;
    }

    private static void AddLegend(Plot plot)
    {
        plot.Legend.ManualItems.AddRange(
        [
            new LegendItem { LabelText = "the true digit", FillColor = Palette.Right },
            new LegendItem { LabelText = "mistaken for", FillColor = Palette.Wrong },
            new LegendItem
            {
                LabelText = $"± 1 deviation, {PairResult.Passes} masks", LineColor = Palette.Text, LineWidth = 1.5f,
            },
        ]);
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Palette.Other;
        plot.ShowLegend(Alignment.UpperLeft);
    }
}
