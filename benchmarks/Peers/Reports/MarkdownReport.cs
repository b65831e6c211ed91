using System.Text;
using DropoutGen.Benchmarks.Peers.Agreement;
using DropoutGen.Benchmarks.Peers.Measuring;

namespace DropoutGen.Benchmarks.Peers.Reports;

/// <summary>The results as a page for readers.</summary>
internal static class MarkdownReport
{
    public static void Write(
        string path, IReadOnlyList<Result> results, IReadOnlyList<Finding> findings, Availability availability, int rounds)
    {
        var text = new StringBuilder();
        text.Append("# Benchmarks\n\n");
        text.Append("Written by `benchmarks/Peers` (`benchmarks/Peers/run.sh --markdown docs/benchmarks.md`).\n\n");
        text.Append($"{Machine.Description}; {(int)results[0].Width}-bit vectors; medians of {rounds} rounds in which all take turns in one process.\n\n");
        text.Append("`us` is ours, `spread` the distance between its quartiles as share of the median, `of peak` the products' operations as\n");
        text.Append("share of what the fused multiply-add peak of as many cores, measured in the same rounds, allows (left out where dropped\n");
        text.Append("units are skipped). A peer's column says how many times ours it takes: above 1 ours is faster. Training is a step with\n");
        text.Append("optimizer and dropout rate; sampling is 100 Monte-Carlo passes of one row, by libtorch as one batch of 100 rows, or looped.\n");
        if (results.Any(static result => result.Scenario.Threads > 1))
        {
            text.Append("Beside several threads stands how many processors' worth of multiply-adds as many threads did before and after the rounds\n");
            text.Append("that count: less than threads where they were not free, or were one core of the host.\n");
        }

        text.Append('\n');
        foreach (string line in new[] { Line("libtorch", availability.Libtorch), Line("ONNX Runtime", availability.OnnxRuntime) }.OfType<string>())
        {
            text.Append(line).Append("\n\n");
        }

        foreach (IGrouping<string, Result> network in results.GroupBy(static result => result.Scenario.Network.Shape.Name))
        {
            text.Append($"## {network.Key}\n\n");
            Row(text, Figures.Headings.Skip(1));
            Row(text, Figures.Headings.Skip(1).Select(static heading => heading == "work" ? "---" : "---:"));
            foreach (Result result in network)
            {
                Row(text, Figures.Cells(result).Skip(1));
            }

            text.Append('\n');
        }

        text.Append("## Agreement\n\nLargest difference from the same parameters with dropout off, relative to the largest value of a tensor.\n\n");
        Row(text, ["network", "what", "against", "difference", "limit"]);
        Row(text, ["---", "---", "---", "---:", "---:"]);
        foreach (Finding finding in findings)
        {
            Row(text, [finding.Network, finding.What, finding.Peer, $"{finding.Difference:0.0e+0}", $"{finding.Limit:0.0e+0}"]);
        }

        ReportFile.Write(path, text.ToString());
    }

    private static string? Line(string peer, string? reason) => reason is null ? null : $"{peer} {reason}; its column is empty.";

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
