using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Metrics;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.Plottables;

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
        int[] digits = order[..Math.Min(Columns * Rows, order.Length)];
        DistributionPanel[] distributions = [.. digits.Select(row => new DistributionPanel(result, row))];
        // One scale for all, so that bars can be compared.
        double ceiling = Math.Min(1.1 * distributions.Max(static distribution => distribution.Highest), 1);

        // The image takes 2 parts of the height, the bars 3.
        const int Parts = 5;
        var panels = new Multiplot();
        panels.RemovePlot(panels.GetPlot(0));
        var layout = new CustomGrid();
        for (int i = 0; i < digits.Length; i++)
        {
            int top = i / Columns * Parts;
            int column = i % Columns;
            Plot image = ImagePanel(test, result, digits[i]);
            bool isUpperRight = i == Math.Min(Columns, digits.Length) - 1;
            Plot bars = distributions[i].Draw(ceiling, isLeftmost: column == 0, withLegend: isUpperRight);
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
        var paper = new double[DigitSet.Side, DigitSet.Side];
        for (int pixel = 0; pixel < DigitSet.Pixels; pixel++)
        {
            paper[pixel / DigitSet.Side, pixel % DigitSet.Side] = 1 - test.Image(row)[pixel];
        }

        var plot = new Plot();
        Heatmap heatmap = plot.Add.Heatmap(paper);
        heatmap.Colormap = new ScottPlot.Colormaps.Grayscale();
        heatmap.ManualRange = new ScottPlot.Range(0, 1);
        plot.HideAxesAndGrid();
        plot.Axes.SquareUnits();
        plot.Axes.Margins(0, 0);

        MonteCarloPrediction posterior = result.Posterior;
        plot.Title(
            $"a {test.Labels[row]}, taken for a {result.MeanPredictions.Classified[row]}\n"
            + $"entropy {posterior.PredictiveEntropy[row]:F2} ({posterior.MutualInformation[row]:F2} between masks)",
            size: 14);
        return plot;
    }
}
