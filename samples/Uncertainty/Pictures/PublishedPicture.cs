using DropoutGen.Samples.Uncertainty.Uci;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace DropoutGen.Samples.Uncertainty.Pictures;

/// <summary>How far our figures are from the published ones, in published standard errors.</summary>
internal static class PublishedPicture
{
    private const int Width = 1200;
    private const int Height = 480;

    public static string Save(string folder, IReadOnlyList<Summary> summaries)
    {
        string path = Path.Combine(folder, "uci.png");
        var panels = new Multiplot();
        panels.RemovePlot(panels.GetPlot(0));
        panels.AddPlot(Panel(
            summaries,
            "RMSE: left is better",
            static summary => (summary.Error, summary.Set.PublishedError)));
        panels.AddPlot(Panel(
            summaries,
            "log predictive density: right is better",
            static summary => (summary.Likelihood, summary.Set.PublishedLikelihood)));
        panels.Layout = new ScottPlot.MultiplotLayouts.Columns();
        panels.SavePng(path, Width, Height);
        return path;
    }

    private static Plot Panel(IReadOnlyList<Summary> summaries, string title, Func<Summary, (Figure Ours, Figure Published)> figures)
    {
        var plot = new Plot();
        HorizontalSpan span = plot.Add.HorizontalSpan(-1, 1);
        span.FillStyle.Color = Palette.Faint;
        span.LineStyle.Width = 0;
        plot.Add.VerticalLine(0, 1.5f, Palette.Other);
        double[] places = [.. summaries.Select((_, i) => (double)-i)];
        for (int i = 0; i < summaries.Count; i++)
        {
            (Figure ours, Figure published) = figures(summaries[i]);
            double distance = (ours.Mean - published.Mean) / published.StandardError;
            double error = ours.StandardError / published.StandardError;
            if (!double.IsFinite(distance))
            {
                continue;
            }

            plot.Add.Line(distance - error, places[i], distance + error, places[i]).Color = Palette.Dropout;
            plot.Add.Marker(distance, places[i], MarkerShape.FilledCircle, 12, Palette.Dropout);
            Text text = plot.Add.Text($"{ours.Mean:F3}", distance, places[i] + 0.28);
            text.LabelFontSize = 13;
            text.LabelFontColor = Palette.Text;
            text.LabelAlignment = Alignment.MiddleCenter;
        }

        plot.Axes.Left.TickGenerator = new NumericManual(places, [.. summaries.Select(static summary => summary.Set.Name)]);
        plot.Axes.Left.TickLabelStyle.FontSize = 14;
        plot.Axes.SetLimitsY(0.6 - summaries.Count, 0.6);
        plot.Title(title, size: 17);
        plot.XLabel("distance from the published mean in published standard errors", size: 13);
        return plot;
    }
}
