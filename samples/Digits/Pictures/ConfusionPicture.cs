using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Metrics;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace DropoutGen.Samples.Digits.Pictures;

/// <summary>The confusion matrix. Only confusions are coloured: the diagonal would outshine them.</summary>
internal static class ConfusionPicture
{
    private const int Width = 760;
    private const int Height = 780;

    public static void Save(string path, PairResult result)
    {
        var matrix = new ConfusionMatrix(result.DropoutPredictions);
        using var plot = new Plot();
        int worst = Math.Max(matrix.WorstConfusion(), 1);
        for (int actual = 0; actual < DigitSet.Classes; actual++)
        {
            for (int predicted = 0; predicted < DigitSet.Classes; predicted++)
            {
                AddCell(plot, matrix, actual, predicted, worst);
            }
        }

        plot.Title(
            $"With dropout, {result.Comparison.Training.Count:N0} training digits: "
            + $"{100 * result.Dropout.TestAccuracy:F2}% of {result.DropoutPredictions.Count:N0} test digits right",
            size: 16);
        plot.XLabel("taken for", size: 15);
        plot.YLabel("true digit", size: 15);
        plot.Axes.Bottom.TickGenerator = new NumericManual(Digits(), Labels());
        plot.Axes.Left.TickGenerator = new NumericManual(Digits(), Labels());
        plot.Axes.Bottom.TickLabelStyle.FontSize = 15;
        plot.Axes.Left.TickLabelStyle.FontSize = 15;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        // Upside down: 0 on top, as in a table.
        plot.Axes.SetLimits(-0.5, 9.5, 9.5, -0.5);
        plot.HideGrid();
        plot.SavePng(path, Width, Height);
    }

    private static void AddCell(Plot plot, ConfusionMatrix matrix, int actual, int predicted, int worst)
    {
        int count = matrix[actual, predicted];
        bool right = actual == predicted;
        double strength = (double)count / worst;

        Rectangle cell = plot.Add.Rectangle(predicted - 0.48, predicted + 0.48, actual - 0.48, actual + 0.48);
        cell.LineWidth = 0;
        cell.FillColor = right ? Palette.Right.WithAlpha(0.18)
            : count == 0 ? Palette.Faint
            // Even a single confusion has to be seen.
            : Palette.Wrong.WithAlpha(0.15 + (0.85 * strength));
        if (count == 0)
        {
            return;
        }

        Text text = plot.Add.Text(
            right ? $"{count}\n{100.0 * count / matrix.Total(actual):F1}%" : $"{count}", predicted, actual);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontSize = 14;
        text.LabelBold = right;
        text.LabelFontColor = !right && strength > 0.6 ? Colors.White : Palette.Text;
    }

    private static double[] Digits() => [.. Enumerable.Range(0, DigitSet.Classes)];

    private static string[] Labels() => [.. Enumerable.Range(0, DigitSet.Classes).Select(static digit => $"{digit}")];
}
