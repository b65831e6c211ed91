using DropoutGen.Samples.Uncertainty.Cubic;
using ScottPlot;
using ScottPlot.Plottables;

namespace DropoutGen.Samples.Uncertainty.Pictures;

/// <summary>The cubic, its data, and the predictive band in its two parts.</summary>
internal static class BandPicture
{
    private const int Width = 1100;
    private const int Height = 700;

    public static string Save(string folder, CubicData data, CubicBand band)
    {
        string path = Path.Combine(folder, "cubic.png");
        var plot = new Plot();
        double[] x = Array.ConvertAll(band.X, static value => (double)value);
        (float[] lower, float[] upper) = band.Interval(2);
        Fill(plot, x, lower, upper, Palette.Dropout.WithAlpha(0.18), "± 2 deviations, noise and model");
        Fill(
            plot,
            x,
            [.. band.Mean.Zip(band.Model, static (mean, model) => mean - (2 * model))],
            [.. band.Mean.Zip(band.Model, static (mean, model) => mean + (2 * model))],
            Palette.Dropout.WithAlpha(0.35),
            "± 2 deviations, model alone");
        Scatter truth = plot.Add.ScatterLine(x, [.. band.X.Select(static value => (double)CubicData.Truth(value))], Palette.Text);
        truth.LinePattern = LinePattern.Dashed;
        truth.LineWidth = 1.5f;
        truth.LegendText = "x³";
        Scatter mean = plot.Add.ScatterLine(x, Array.ConvertAll(band.Mean, static value => (double)value), Palette.Dropout);
        mean.LineWidth = 2.5f;
        mean.LegendText = "mean over the masks";
        Scatter points = plot.Add.ScatterPoints(data.X, data.Y, Palette.Wrong);
        points.MarkerSize = 4;
        points.LegendText = "data";
        plot.Title("y = x³ + noise: what the network knows, and how well", size: 18);
        plot.XLabel("x", size: 14);
        plot.YLabel("y", size: 14);
        plot.Axes.SetLimits(band.X[0], band.X[^1], -220, 220);
        plot.Legend.FontSize = 13;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Palette.Other;
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(path, Width, Height);
        return path;
    }

    private static void Fill(Plot plot, double[] x, float[] lower, float[] upper, Color color, string name)
    {
        FillY fill = plot.Add.FillY(x, Array.ConvertAll(lower, static y => (double)y), Array.ConvertAll(upper, static y => (double)y));
        fill.FillColor = color;
        fill.LineWidth = 0;
        fill.LegendText = name;
    }
}
