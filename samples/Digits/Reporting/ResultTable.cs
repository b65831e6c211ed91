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
        table.AddColumn(new TableColumn("network").NoWrap());
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
            string epochs = $"epochs: {result.Comparison.Plan.Epochs}";
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
            result.TrainingAccuracy is { } training ? $"{100 * training:F2}%" : "",
            $"[bold]{100 * result.TestAccuracy:F2}%[/]",
            result.TrainingAccuracy is { } same ? $"{100 * (same - result.TestAccuracy):F2}" : "",
            $"{100 * result.CalibrationError:F2}",
            $"{100 * result.CertainAccuracy:F2}%");

    private static void WriteNotes(int testCount) =>
        Console.Out.WriteLine(
            $"""
            All on the same {testCount:N0} test digits. Gap (train - test) and calibration error are in points.
            Calibration error: expected calibration error, 15 bins of confidence.
            Surest 90%: accuracy among the 90% of the test digits with the lowest entropy; with dropout
            that is the entropy of the mean over {PairResult.Passes} masks (Monte-Carlo dropout).
            "{PairResult.Passes} masks": predicts that mean; the line above it predicts without masks.

            """);
}
