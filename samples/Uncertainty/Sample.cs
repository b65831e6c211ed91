using System.Diagnostics;
using DropoutGen.Samples.Uncertainty.Cubic;
using DropoutGen.Samples.Uncertainty.Pictures;
using DropoutGen.Samples.Uncertainty.Reporting;
using DropoutGen.Samples.Uncertainty.Uci;
using Spectre.Console;

namespace DropoutGen.Samples.Uncertainty;

/// <summary>The cubic with its band, or the UCI sets with their table.</summary>
internal static class Sample
{
    private const int PlainWidth = 140;

    public static void Run(Settings settings)
    {
        // Before the trainings, so that a folder that cannot be made is noticed at once.
        Directory.CreateDirectory(settings.Output);
        PictureFont.Choose();
        Stopwatch clock = Stopwatch.StartNew();
        if (!IsLive)
        {
            // Spectre.Console would take 80 columns for a file and break the table's names.
            AnsiConsole.Profile.Width = PlainWidth;
        }

        if (settings.Data is null)
        {
            CubicSample.Run(settings);
        }
        else if (settings.Moments)
        {
            MomentTable.Write(MomentStudy.RunAll(
                settings.Data, UciSet.Parse(settings.Sets), new ProtocolSettings(settings.EpochFactor, settings.Passes, settings.Seed)));
        }
        else
        {
            RunSets(settings, settings.Data);
        }

        Console.Out.WriteLine(
            $"All in {Durations.Show(clock.Elapsed)}, {Durations.Show(Environment.CpuUsage.TotalTime)} of processor time, " +
            $"with kernels of the width {VectorWidths.Default}.");
    }

    private static bool IsLive => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    private static void RunSets(Settings settings, string data)
    {
        var run = new UciRun(
            data,
            settings.Output,
            UciSet.Parse(settings.Sets),
            settings.Splits,
            new ProtocolSettings(settings.EpochFactor, settings.Passes, settings.Seed));
        ProgressView.Watch(run.Sets, Task.Run(run.Run), IsLive);
        Summary[] summaries = [.. run.Sets.Select(static set => new Summary(set))];
        SummaryTable.Write(summaries);
        Console.Out.WriteLine($"wrote {PublishedPicture.Save(settings.Output, summaries)}");
    }
}
