using System.Globalization;
using DropoutGen.Benchmarks.Peers.Measuring;

namespace DropoutGen.Benchmarks.Peers.Reports;

/// <summary>How figures are written, the same in the terminal and in documents.</summary>
internal static class Figures
{
    /// <summary>Headings of a row's cells.</summary>
    public static readonly string[] Headings =
        ["network", "batch", "work", "threads", "us", "spread", "of peak", "libtorch", "looped", "ONNX Runtime", "TensorPrimitives"];

    /// <summary>A result's cells: ours in microseconds, a peer as how many times ours it takes.</summary>
    public static string[] Cells(Result result) =>
    [
        result.Scenario.Network.Shape.Name,
        result.Scenario.Batch.ToString(CultureInfo.InvariantCulture),
        result.Scenario.Work,
        Threads(result),
        Microseconds(result.Ours),
        Percent(result.Spread),
        result.PeakShare is double share ? Percent(share) : string.Empty,
        Ratio(result.Libtorch, result.Ours),
        Ratio(result.LibtorchLooped, result.Ours),
        Ratio(result.OnnxRuntime, result.Ours),
        Ratio(result.TensorPrimitives, result.Ours),
    ];

    private static string Microseconds(double value) =>
        value.ToString(value < 10 ? "0.000" : value < 1000 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Threads(Result result) => result.Scenario.Threads == 1
        ? "1"
        : string.Create(CultureInfo.InvariantCulture, $"{result.Scenario.Threads} ({result.Processors:0.0})");

    private static string Percent(double value) => value.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Ratio(double? peer, double ours) => peer is double value
        ? (value / ours).ToString(value / ours < 100 ? "0.00x" : "0x", CultureInfo.InvariantCulture)
        : string.Empty;
}
