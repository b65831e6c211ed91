using DropoutGen.Samples.Theory.Claims;
using Spectre.Console;

namespace DropoutGen.Samples.Theory.Reporting;

/// <summary>All claims in one table.</summary>
internal static class ClaimTable
{
    private const int PlainWidth = 170;

    public static void Write(IReadOnlyList<Claim> claims)
    {
        if (Console.IsOutputRedirected)
        {
            // Spectre.Console would take 80 columns for a file and break the rows.
            AnsiConsole.Profile.Width = PlainWidth;
        }

        Table table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("claim"));
        foreach (string heading in (string[])["closed form", "measured", $"{100 * Sample.Confidence:G4}% interval"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        table.AddColumn(new TableColumn("holds?"));
        foreach (Claim claim in claims)
        {
            if (table.Rows.Count > 0)
            {
                table.AddEmptyRow();
            }

            table.AddRow($"[bold]{Markup.Escape(claim.Title)}[/]");
            foreach (ClaimRow row in claim.Rows)
            {
                string colour = row.Verdict == "holds" ? "green" : row.Verdict.StartsWith("NO", StringComparison.Ordinal) ? "red" : "yellow";
                table.AddRow(
                    "  " + Markup.Escape(row.What),
                    Markup.Escape(row.ClosedForm),
                    Markup.Escape(row.Measured),
                    Markup.Escape(row.Interval),
                    $"[{colour}]{Markup.Escape(row.Verdict)}[/]");
            }
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine(
            """
            An interval contains the exact value with that probability; "holds" means that it contains the closed form.
            "not ..." says where a claim, often made in general, does not hold.

            """);
    }
}
