using DropoutGen.Samples.Digits.Metrics;
using DropoutGen.Samples.Digits.Training;
using ScottPlot;
using ScottPlot.Plottables;

namespace DropoutGen.Samples.Digits.Pictures;

/// <summary>Train and test accuracy over the epochs, a panel a pair; the area between them is the gap.</summary>
internal static class LearningCurves
{
    private const int PanelWidth = 760;
    private const int Height = 560;

    public static void Save(string path, IReadOnlyList<PairResult> results)
    {
        var panels = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Grid(1, results.Count) };
        panels.RemovePlot(panels.GetPlot(0));
        foreach (PairResult result in results)
        {
            panels.AddPlot(Panel(result));
        }

        panels.SavePng(path, PanelWidth * results.Count, Height);
    }

    private static Plot Panel(PairResult result)
    {
        EpochResult[] plain = result.Comparison.PlainProgress.History();
        EpochResult[] dropout = result.Comparison.DropoutProgress.History();
        var plot = new Plot();
        AddCurves(plot, plain, result.Plain.Name, Palette.Plain);
        AddCurves(plot, dropout, result.Dropout.Name, Palette.Dropout);

        plot.Title($"{result.Comparison.Training.Count:N0} training digits", size: 18);
        plot.XLabel("epoch", size: 14);
        plot.YLabel("accuracy in %", size: 14);
        plot.Axes.SetLimits(1, Math.Max(plain.Length, 2), LowestOfInterest([.. plain, .. dropout]), 100.4);
        plot.Legend.FontSize = 13;
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    private static void AddCurves(Plot plot, EpochResult[] history, string name, Color color)
    {
        double[] epochs = [.. history.Select(static result => (double)result.Epoch)];
        double[] training = [.. history.Select(static result => 100 * result.TrainingAccuracy)];
        double[] test = [.. history.Select(static result => 100 * result.TestAccuracy)];

        FillY gap = plot.Add.FillY(epochs, test, training);
        gap.FillColor = color.WithAlpha(0.10);
        gap.LineWidth = 0;

        Scatter upper = plot.Add.ScatterLine(epochs, training, color);
        upper.LinePattern = LinePattern.Dashed;
        upper.LineWidth = 1.5f;
        upper.LegendText = $"{name}: train {training[^1]:F2}%";

        Scatter lower = plot.Add.ScatterLine(epochs, test, color);
        lower.LineWidth = 2.5f;
        lower.LegendText = $"{name}: test {test[^1]:F2}%, gap {training[^1] - test[^1]:F2}";
    }

    // The first epochs would press everything that matters into the upper edge.
    private static double LowestOfInterest(EpochResult[] history)
    {
        int last = history.Max(static result => result.Epoch);
        double lowest = history.Where(result => result.Epoch > last / 6).Min(static result => result.TestAccuracy);
        return Math.Floor((100 * lowest) - 1);
    }
}
