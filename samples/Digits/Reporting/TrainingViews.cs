using Spectre.Console;

namespace DropoutGen.Samples.Digits.Reporting;

/// <summary>Chooses how trainings are shown.</summary>
internal static class TrainingViews
{
    private const int PlainWidth = 110;

    /// <summary>A table that changes in place on a terminal, lines in a file or pipe.</summary>
    public static ITrainingView Choose()
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            return new LiveTrainingView();
        }

        // Spectre.Console would take 80 columns for a file and break the table's names.
        AnsiConsole.Profile.Width = PlainWidth;
        return new PlainTrainingView();
    }
}
