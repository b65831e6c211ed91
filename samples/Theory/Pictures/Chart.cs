using DropoutGen.Theory;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace DropoutGen.Samples.Theory.Pictures;

/// <summary>A plot in the style of all pictures of this sample.</summary>
internal sealed class Chart
{
    public static readonly Color[] Colors = [Palette.Dropout, Palette.Plain, Palette.Right, Color.FromHex("#CC79A7")];

    private readonly bool _isLogarithmicX;
    private readonly bool _isLogarithmicY;

    public Chart(string title, string x, string y, bool logarithmicX = false, bool logarithmicY = false)
    {
        _isLogarithmicX = logarithmicX;
        _isLogarithmicY = logarithmicY;
        Plot.Title(title, size: 17);
        Plot.XLabel(x, size: 14);
        Plot.YLabel(y, size: 14);
        Plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        Plot.Axes.Left.TickLabelStyle.FontSize = 13;
        Plot.Grid.MajorLineColor = Palette.Faint;
        if (logarithmicX)
        {
            Plot.Axes.Bottom.TickGenerator = Powers();
        }

        if (logarithmicY)
        {
            Plot.Axes.Left.TickGenerator = Powers();
        }
    }

    public Plot Plot { get; } = new();

    /// <summary>A curve: what theory says.</summary>
    public void Line(string? label, IEnumerable<double> xs, IEnumerable<double> ys, Color color, bool dashed = false, float width = 2.5f)
    {
        Scatter line = Plot.Add.ScatterLine(xs.Select(X).ToArray(), ys.Select(Y).ToArray(), color);
        line.LineWidth = width;
        line.LinePattern = dashed ? LinePattern.Dashed : LinePattern.Solid;
        line.LegendText = label ?? string.Empty;
    }

    /// <summary>Measured points with their intervals.</summary>
    public void Points(string? label, IReadOnlyList<double> xs, IReadOnlyList<Estimate> measured, Color color)
    {
        for (int i = 0; i < xs.Count; i++)
        {
            double floor = _isLogarithmicY ? Math.Max(measured[i].Lower, 1e-3 * measured[i].Value) : measured[i].Lower;
            LinePlot bar = Plot.Add.Line(X(xs[i]), Y(floor), X(xs[i]), Y(measured[i].Upper));
            bar.LineColor = color;
            bar.LineWidth = 2;
        }

        Dots(label, xs, [.. measured.Select(static estimate => estimate.Value)], color);
    }

    /// <summary>Points without intervals.</summary>
    public void Dots(string? label, IReadOnlyList<double> xs, IReadOnlyList<double> ys, Color color, float size = 9)
    {
        Markers dots = Plot.Add.Markers(xs.Select(X).ToArray(), ys.Select(Y).ToArray(), MarkerShape.FilledCircle, size, color);
        dots.LegendText = label ?? string.Empty;
    }

    public Chart WithLegend(Alignment place)
    {
        Plot.Legend.FontSize = 13;
        Plot.Legend.SymbolWidth = 30;
        Plot.Legend.ShadowColor = ScottPlot.Colors.Transparent;
        Plot.Legend.OutlineColor = Palette.Other;
        Plot.ShowLegend(place);
        return this;
    }

    /// <summary>Writes charts side by side.</summary>
    public static void Save(string path, params Chart[] charts)
    {
        var panels = new Multiplot();
        panels.RemovePlot(panels.GetPlot(0));
        foreach (Chart chart in charts)
        {
            panels.AddPlot(chart.Plot);
        }

        panels.Layout = new ScottPlot.MultiplotLayouts.Columns();
        panels.SavePng(path, charts.Length == 1 ? 900 : 720 * charts.Length, 600);
    }

    private double X(double value) => _isLogarithmicX ? Math.Log10(value) : value;

    private double Y(double value) => _isLogarithmicY ? Math.Log10(value) : value;

    private static NumericAutomatic Powers() => new()
    {
        IntegerTicksOnly = true,
        MinorTickGenerator = new LogMinorTickGenerator(),
        LabelFormatter = static power => Numbers.Show(Math.Pow(10, power)),
    };
}
