using DropoutGen.Samples.Uncertainty.Uci;
using Spectre.Console;

namespace DropoutGen.Samples.Uncertainty.Reporting;

/// <summary>Moments without sampling beside 100,000 passes.</summary>
internal static class MomentTable
{
    public static void Write(IReadOnlyList<MomentResult> results)
    {
        Table table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn("set");
        foreach (string heading in (string[])
            ["rate", "error of the deviation", "all normal", "error of the mean", "time / 100 passes", "all normal"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (MomentResult result in results)
        {
            table.AddRow(
                result.Set,
                $"{result.Rate}",
                $"[bold]{100 * result.Error:F1}%[/]",
                $"{100 * result.NormalError:F1}%",
                $"{result.MeanError:F3} σ",
                $"{result.Time:F2}",
                $"{result.NormalTime:F2}");
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine(
            """
            Medians over the test rows of the first split, against 100,000 passes: relative error of the standard deviation, and error of the
            mean in standard deviations. All normal: without going through the likely masks of the inputs.

            """);
    }
}
