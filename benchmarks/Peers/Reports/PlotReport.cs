using DropoutGen.Benchmarks.Peers.Measuring;
using ScottPlot;

namespace DropoutGen.Benchmarks.Peers.Reports;

/// <summary>How many times ours libtorch takes, as bars on a logarithmic axis.</summary>
internal static class PlotReport
{
    public static void Write(string path, IEnumerable<Result> results)
    {
        Result[] rows = [.. results.Where(static result => result.Libtorch is not null)];
        using var plot = new Plot();
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (int i = 0; i < rows.Length; i++)
        {
            Result row = rows[i];
            int position = rows.Length - i;
            plot.Add.Bar(new Bar
            {
                Position = position,
                Value = Math.Log10(row.Libtorch!.Value / row.Ours),
                Orientation = Orientation.Horizontal,
                FillColor = row.Scenario.Phase switch
                {
                    Phase.Train => Colors.SteelBlue,
                    Phase.Infer => Colors.SeaGreen,
                    _ => Colors.Orange,
                },
            });
            ticks.AddMajor(position, row.Scenario.Name);
        }

        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            LabelFormatter = static value => $"{Math.Pow(10, value):0.#}x",
            IntegerTicksOnly = true,
        };
        plot.Title("Time of libtorch as a multiple of ours");
        plot.SavePng(path, 1100, 120 + (22 * Math.Max(rows.Length, 4)));
    }
}
