using DropoutGen.Samples.Digits.Training;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace DropoutGen.Samples.Digits.Pictures;

/// <summary>Accuracy over the epochs, a column a pair: train and test on top, the gap between them below.</summary>
internal static class LearningCurves
{
    private const int ColumnWidth = 760;
    private const int Height = 820;

    public static void Save(string path, IReadOnlyList<LearningCurvePair> pairs)
    {
        var panels = new Multiplot();
        panels.RemovePlot(panels.GetPlot(0));
        var layout = new CustomGrid();
        for (int column = 0; column < pairs.Count; column++)
        {
            LearningCurvePair pair = pairs[column];
            Curve[] curves =
            [
                new(pair.Plain.Name, Palette.Plain, pair.Plain.Results),
                new(pair.Dropout.Name, Palette.Dropout, pair.Dropout.Results),
            ];
            Plot accuracy = AccuracyPanel(curves, pair.Title);
            Plot gap = GapPanel(curves);
            panels.AddPlot(accuracy);
            panels.AddPlot(gap);
            layout.Set(accuracy, new GridCell(0, column, 3, pairs.Count, 2, 1));
            layout.Set(gap, new GridCell(2, column, 3, pairs.Count, 1, 1));
        }

        panels.Layout = layout;
        panels.SavePng(path, ColumnWidth * pairs.Count, Height);
    }

    private static Plot AccuracyPanel(Curve[] curves, string title)
    {
        var plot = new Plot();
        foreach (Curve curve in curves)
        {
            Scatter training = plot.Add.ScatterLine(curve.Epochs, curve.Training, curve.Color);
            training.LinePattern = LinePattern.Dashed;
            training.LineWidth = 1.5f;
            training.LegendText = $"{curve.Name}, train: {curve.Training[^1]:F2}%";

            Scatter test = plot.Add.ScatterLine(curve.Epochs, curve.Test, curve.Color);
            test.LineWidth = 2.5f;
            test.LegendText = $"{curve.Name}, test: {curve.Test[^1]:F2}%";
        }

        plot.Title(title, size: 18);
        plot.YLabel("accuracy in %", size: 14);
        double lowest = curves.Min(LowestOfInterest);
        Finish(plot, curves, lowest, 100 + (0.03 * (100 - lowest)));
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    private static Plot GapPanel(Curve[] curves)
    {
        var plot = new Plot();
        foreach (Curve curve in curves)
        {
            Scatter gap = plot.Add.ScatterLine(curve.Epochs, curve.Gap, curve.Color);
            gap.LineWidth = 2.5f;
            gap.LegendText = $"{curve.Name}: {curve.Gap[^1]:F2} points";
        }

        plot.XLabel("epoch", size: 14);
        plot.YLabel("gap (train - test) in points", size: 14);
        Finish(plot, curves, 0, Math.Max(1.15 * curves.Max(static curve => curve.Gap.Max()), 1));
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    private static void Finish(Plot plot, Curve[] curves, double low, double high)
    {
        plot.Axes.SetLimits(1, Math.Max(curves[0].Epochs.Length, 2), low, high);
        plot.Axes.Left.TickGenerator = new NumericAutomatic { TargetTickCount = 7 };
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        // The panels of a column share their left edge.
        plot.Axes.Left.MinimumSize = 75;
        plot.Axes.Left.MaximumSize = 75;
        plot.Legend.FontSize = 13;
        plot.Legend.SymbolWidth = 34;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Palette.Other;
    }

    // The first epochs would press everything that matters into the upper edge.
    private static double LowestOfInterest(Curve curve) =>
        Math.Floor(curve.Test.Skip(curve.Test.Length / 10).Min() - 1);

    private sealed record Curve(string Name, Color Color, EpochResult[] History)
    {
        public double[] Epochs { get; } = [.. History.Select(static result => (double)result.Epoch)];

        public double[] Training { get; } = [.. History.Select(static result => 100 * result.TrainingAccuracy)];

        public double[] Test { get; } = [.. History.Select(static result => 100 * result.TestAccuracy)];

        public double[] Gap { get; } =
            [.. History.Select(static result => 100 * (result.TrainingAccuracy - result.TestAccuracy))];
    }
}
