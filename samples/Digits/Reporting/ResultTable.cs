using DropoutGen.Samples.Digits.Metrics;
using Spectre.Console;

namespace DropoutGen.Samples.Digits.Reporting;

/// <summary>The trainings side by side.</summary>
internal static class ResultTable
{
    public static void Write(IReadOnlyList<PairResult> results)
    {
        Table table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("trained on").NoWrap());
        table.AddColumn("network");
        foreach (string heading in (string[])["train", "test", "gap", "calibration\nerror", "surest\n90%"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (PairResult result in results)
        {
            if (table.Rows.Count > 0)
            {
                table.AddEmptyRow();
            }

            string trainedOn = $"{result.Comparison.Training.Count:N0} digits";
            string epochs = $"{result.Comparison.Plan.Epochs} epochs";
            AddRow(table, trainedOn, result.Plain);
            AddRow(table, epochs, result.Dropout);
            AddRow(table, "", result.Averaged);
        }

        AnsiConsole.Write(table);
        WriteNotes(results[0].Comparison.Test.Count);
    }

    private static void AddRow(Table table, string trainedOn, NetworkResult result) =>
        table.AddRow(
            Markup.Escape(trainedOn),
            Markup.Escape(result.Name),
            result.TrainingAccuracy is { } training ? $"{training:P2}" : "",
            $"[bold]{result.TestAccuracy:P2}[/]",
            result.TrainingAccuracy is { } other ? $"{100 * (other - result.TestAccuracy):F2}" : "",
            $"{100 * result.CalibrationError:F2}",
            $"{result.CertainAccuracy:P2}");

    private static void WriteNotes(int testCount)
    {
        AnsiConsole.WriteLine($"All on the same {testCount:N0} test digits; gap and calibration error in points.");
        AnsiConsole.WriteLine("Calibration error: expected calibration error over 15 bins of confidence.");
        AnsiConsole.WriteLine(
            "Surest 90%: accuracy among the 90% with the lowest entropy; with dropout, the entropy of the");
        AnsiConsole.WriteLine($"mean over {PairResult.Passes} masks (Monte-Carlo dropout).");
        AnsiConsole.WriteLine();
    }
}
