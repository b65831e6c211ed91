using ScottPlot;
using ScottPlot.Plottables;

namespace DropoutGen.Samples.Theory.Pictures;

/// <summary>A loss over two directions: colours and contours of its logarithm, the trained network, and the lowest point.</summary>
internal sealed class LandscapePicture
{
    private const int Contours = 14;

    public LandscapePicture(string title, double[,] losses, double reach)
    {
        Chart = new Chart(title, "bent down most by dropout", "bent up most by dropout");
        int side = losses.GetLength(0);
        double[] flat = [.. losses.Cast<double>().Select(Math.Log10)];
        var heights = new double[side, side];
        var places = new Coordinates3d[side, side];
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
            {
                // A heatmap's first row is its upper one.
                double height = flat[(row * side) + column];
                heights[side - 1 - row, column] = height;
                places[row, column] = new Coordinates3d(At(column), At(row), height);
            }
        }

        double half = reach * (1 + (1.0 / (side - 1)));
        Heatmap map = Chart.Plot.Add.Heatmap(heights);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.Position = new CoordinateRect(-half, half, -half, half);
        map.Smooth = true;
        ContourLines lines = Chart.Plot.Add.ContourLines(places, Contours);
        lines.LabelStyle.IsVisible = false;
        lines.LineColor = Colors.White.WithAlpha(0.6);
        lines.LineWidth = 1;

        int lowest = Array.IndexOf(flat, flat.Min());
        Mark(At(lowest % side), At(lowest / side), MarkerShape.FilledCircle, Palette.Plain, "lowest point");
        Mark(0, 0, MarkerShape.Cross, Colors.White, "trained with dropout");
        Chart.Plot.Axes.SetLimits(-reach, reach, -reach, reach);
        Chart.WithLegend(Alignment.UpperRight);
        Chart.Plot.Legend.BackgroundColor = Palette.Other;

        double At(int step) => reach * ((2.0 * step / (side - 1)) - 1);
    }

    public Chart Chart { get; }

    private void Mark(double x, double y, MarkerShape shape, Color color, string label)
    {
        Markers mark = Chart.Plot.Add.Markers(new double[] { x }, new double[] { y }, shape, 14, color);
        mark.MarkerLineWidth = 3;
        mark.MarkerLineColor = color;
        mark.LegendText = label;
    }
}
