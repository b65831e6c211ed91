using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Metrics;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace DropoutGen.Samples.Digits.Pictures;

/// <summary>The test digits with the highest predictive entropy, each above what the network says about it.</summary>
internal static class UncertainDigits
{
    private const int Columns = 5;
    private const int Rows = 2;
    private const int Width = 1500;
    private const int Height = 1000;

    public static void Save(string path, DigitSet test, PairResult result)
    {
        int[] order = SelectiveAccuracy.MostUncertainFirst(result.Posterior.PredictiveEntropy);
        int count = Math.Min(Columns * Rows, order.Length);

        // The image takes 2 parts of the height, the bars 3.
        const int Parts = 5;
        var panels = new Multiplot();
        panels.RemovePlot(panels.GetPlot(0));
        var layout = new CustomGrid();
        for (int i = 0; i < count; i++)
        {
            int top = i / Columns * Parts;
            int column = i % Columns;
            Plot image = ImagePanel(test, result, order[i]);
            Plot bars = BarPanel(test, result, order[i]);
            panels.AddPlot(image);
            panels.AddPlot(bars);
            layout.Set(image, new GridCell(top, column, Rows * Parts, Columns, 2, 1));
            layout.Set(bars, new GridCell(top + 2, column, Rows * Parts, Columns, 3, 1));
        }

        panels.Layout = layout;
        panels.SavePng(path, Width, Height);
    }

    private static Plot ImagePanel(DigitSet test, PairResult result, int row)
    {
        var ink = new double[DigitSet.Side, DigitSet.Side];
        for (int pixel = 0; pixel < DigitSet.Pixels; pixel++)
        {
            ink[pixel / DigitSet.Side, pixel % DigitSet.Side] = 1 - test.Image(row)[pixel];
        }

        var plot = new Plot();
        Heatmap heatmap = plot.Add.Heatmap(ink);
        heatmap.Colormap = new ScottPlot.Colormaps.Grayscale();
        heatmap.ManualRange = new ScottPlot.Range(0, 1);
        plot.HideAxesAndGrid();
        plot.Axes.SquareUnits();
        plot.Axes.Margins(0, 0);

        MonteCarloPrediction posterior = result.Posterior;
        plot.Title(
            $"a {test.Labels[row]}, taken for a {result.MeanPredictions.Classified[row]}\n"
            + $"entropy {posterior.PredictiveEntropy[row]:F2}, of it {posterior.MutualInformation[row]:F2} the model's",
            size: 14);
        return plot;
    }

    private static Plot BarPanel(DigitSet test, PairResult result, int row)
    {
        var plot = new Plot();
        int first = row * DigitSet.Classes;
        for (int digit = 0; digit < DigitSet.Classes; digit++)
        {
            double mean = result.Posterior.Mean[first + digit];
            double spread = Math.Sqrt(result.Posterior.Variance[first + digit]);
            Color color = digit == test.Labels[row] ? Palette.Right
                : digit == result.MeanPredictions.Classified[row] ? Palette.Wrong
                : Palette.Other;
            plot.Add.Bar(new Bar { Position = digit, Value = mean, FillColor = color, LineWidth = 0, Size = 0.8 });

            // A probability cannot leave 0 to 1, so neither does its spread.
            LinePlot line = plot.Add.Line(digit, Math.Max(mean - spread, 0), digit, Math.Min(mean + spread, 1));
            line.LineColor = Palette.Text;
            line.LineWidth = 1.5f;
        }

        plot.Axes.SetLimits(-0.6, 9.6, 0, 1);
        string[] labels = [.. Enumerable.Range(0, DigitSet.Classes).Select(static digit => $"{digit}")];
        plot.Axes.Bottom.TickGenerator = new NumericManual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], labels);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 14;
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(0.5);
        plot.Grid.XAxisStyle.IsVisible = false;
        return plot;
    }
}
