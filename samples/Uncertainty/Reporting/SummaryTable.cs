using DropoutGen.Samples.Uncertainty.Uci;
using Spectre.Console;

namespace DropoutGen.Samples.Uncertainty.Reporting;

/// <summary>Our figures beside the published ones.</summary>
internal static class SummaryTable
{
    public static void Write(IReadOnlyList<Summary> summaries)
    {
        Table table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("set").NoWrap());
        foreach (string heading in (string[])
            ["rows x\nfeatures", "splits", "RMSE\npublished", "RMSE\nhere", "LL\npublished", "LL\nhere", "within 1 SE\nRMSE, LL", "core\ntime"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap().NoWrap());
        }

        foreach (Summary summary in summaries)
        {
            table.AddRow(
                summary.Set.Name,
                $"{summary.Rows} x {summary.Features}",
                $"{summary.Splits}",
                $"{summary.Set.PublishedError}",
                $"[bold]{summary.Error}[/]",
                $"{summary.Set.PublishedLikelihood}",
                $"[bold]{summary.Likelihood}[/]",
                $"{Mark(summary.ReachesError)}, {Mark(summary.ReachesLikelihood)}",
                Durations.Show(TimeSpan.FromSeconds(summary.Seconds)));
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine(
            """
            Mean ± standard error over the splits. RMSE of the Monte-Carlo mean and LL, the mean log predictive density of a
            test row, are in the target's unit. Within 1 SE: RMSE at most the published mean + its standard error, LL at least
            the published mean - its standard error.

            """);
    }

    private static string Mark(bool reached) => reached ? "[green]yes[/]" : "[red]no[/]";
}
