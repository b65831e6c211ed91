using System.Diagnostics;
using DropoutGen.Benchmarks.Peers.Agreement;
using DropoutGen.Benchmarks.Peers.Measuring;
using DropoutGen.Benchmarks.Peers.Reports;
using Spectre.Console;

namespace DropoutGen.Benchmarks.Peers;

/// <summary>What the command line says.</summary>
internal sealed record Settings(
    string Filter, bool Quick, int Rounds, VectorWidth Width, string? Json, string? Plot, string? Markdown);

/// <summary>A run of the program: who loads, do they agree, how fast are they.</summary>
internal static class Session
{
    /// <returns>The exit code: 1 if peers disagree, 2 if no row is left by the filter.</returns>
    public static int Run(Settings settings)
    {
        Scenario[] scenarios = [.. (settings.Quick ? Grid.Quick() : Grid.Full()).Where(scenario => Grid.Matches(scenario, settings.Filter))];
        if (scenarios.Length == 0)
        {
            AnsiConsole.WriteLine($"No row has all words of \"{settings.Filter}\".");
            return 2;
        }

        // Rows are lines, in a file as well as on a narrow terminal.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.WriteLine(Machine.Description);
        Availability availability = Availability.Find();
        Report("libtorch", availability.Libtorch);
        Report("ONNX Runtime", availability.OnnxRuntime);

        List<Finding> findings = Agree(scenarios.Select(static scenario => scenario.Network).Distinct(), settings.Width, availability);
        if (findings.Find(static finding => !finding.Holds) is { } wrong)
        {
            AnsiConsole.WriteLine($"{wrong.Network}, {wrong.What}: {wrong.Difference:0.0e+0} from {wrong.Peer}, above {wrong.Limit:0.0e+0}. Nothing is timed.");
            return 1;
        }

        List<Result> results = Measure(scenarios, settings, availability);
        if (settings.Json is not null)
        {
            JsonReport.Write(settings.Json, results);
        }

        if (settings.Plot is not null)
        {
            PlotReport.Write(settings.Plot, results);
        }

        if (settings.Markdown is not null)
        {
            MarkdownReport.Write(settings.Markdown, results, findings, availability, settings.Rounds);
        }

        return 0;
    }

    private static void Report(string peer, string? reason)
    {
        if (reason is not null)
        {
            AnsiConsole.WriteLine($"{peer} {reason}; its column stays empty.");
        }
    }

    private static List<Finding> Agree(IEnumerable<NetworkCase> networks, VectorWidth width, Availability availability)
    {
        var findings = new List<Finding>();
        foreach (NetworkCase network in networks)
        {
            findings.AddRange(AgreementCheck.Run(network, width, availability));
        }

        foreach (IGrouping<string, Finding> what in findings.GroupBy(static finding => $"{finding.What} against {finding.Peer}"))
        {
            AnsiConsole.WriteLine($"{what.Key}: largest difference {what.Max(static finding => finding.Difference):0.0e+0}");
        }

        return findings;
    }

    private static List<Result> Measure(Scenario[] scenarios, Settings settings, Availability availability)
    {
        long start = Stopwatch.GetTimestamp();
        var results = new List<Result>();
        AnsiConsole.WriteLine($"{settings.Width}, medians of {settings.Rounds} rounds; a peer's figure says how many times ours it takes");
        AnsiConsole.WriteLine(Line(Figures.Headings));
        foreach (Scenario scenario in scenarios)
        {
            Result result = Race.Run(scenario, settings.Width, availability, settings.Rounds);
            results.Add(result);
            AnsiConsole.WriteLine(Line(Figures.Cells(result)));
        }

        AnsiConsole.WriteLine($"{results.Count} rows in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        return results;
    }

    private static string Line(string[] cells) =>
        $"{cells[0],-35} {cells[1],5} {cells[2],-23} {cells[3],8} {cells[4],9} {cells[5],6} {cells[6],7} {cells[7],8} {cells[8],7} {cells[9],12} {cells[10],16}";
}
