using System.Text.Json;
using DropoutGen.Benchmarks.Peers.Measuring;

namespace DropoutGen.Benchmarks.Peers.Reports;

/// <summary>The results as a JSON array, one object a row.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes a file, replacing one that is there.</summary>
    public static void Write(string path, IEnumerable<Result> results) =>
        ReportFile.Write(path, JsonSerializer.Serialize(results.Select(static result => new Row(result)), s_options));

    private sealed class Row(Result result)
    {
        public string Network => result.Scenario.Network.Shape.Name;

        public int Batch => result.Scenario.Batch;

        public string Phase => result.Scenario.Phase.ToString().ToLowerInvariant();

        public string? Optimizer => result.Scenario.Optimizer?.ToString().ToLowerInvariant();

        public double? Rate => result.Scenario.Rate;

        public int Threads => result.Scenario.Threads;

        public int Width => (int)result.Width;

        public double Us => result.Ours;

        public double Spread => result.Spread;

        public double? PeakShare => result.PeakShare;

        public double? LibtorchUs => result.Libtorch;

        public double? OnnxRuntimeUs => result.OnnxRuntime;

        public double? TensorPrimitivesUs => result.TensorPrimitives;
    }
}
