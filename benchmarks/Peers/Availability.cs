using DropoutGen.Benchmarks.Peers.Libtorch;
using DropoutGen.Benchmarks.Peers.Onnx;

namespace DropoutGen.Benchmarks.Peers;

/// <summary>Which native peers load here.</summary>
/// <param name="Libtorch">Why libtorch does not load; null if it does.</param>
/// <param name="OnnxRuntime">Why ONNX Runtime does not load; null if it does.</param>
internal sealed record Availability(string? Libtorch, string? OnnxRuntime)
{
    /// <summary>Tries each.</summary>
    public static Availability Find() => new(LibtorchLibrary.Load(), OnnxInference.Load());
}
