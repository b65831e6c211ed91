namespace DropoutGen.Benchmarks.Peers.Measuring;

/// <summary>A scenario's figures: microseconds a piece of work; null where a peer does not do it, or does not load.</summary>
/// <param name="Scenario">What was timed.</param>
/// <param name="Width">Vector width of ours.</param>
/// <param name="Processors">How many processors' worth of work the machine did meanwhile with as many threads: less than threads where others ran on it.</param>
/// <param name="Ours">Median of ours.</param>
/// <param name="Spread">Distance between the quartiles of ours, as share of the median.</param>
/// <param name="PeakShare">Operations of the products over what the FMA peak of as many cores would do in that time; null where work is skipped.</param>
/// <param name="Libtorch">Median of libtorch; of all passes as one batch where passes are sampled.</param>
/// <param name="LibtorchLooped">Median of libtorch with a call for each pass.</param>
/// <param name="OnnxRuntime">Median of ONNX Runtime.</param>
/// <param name="TensorPrimitives">Median of the version by hand.</param>
internal sealed record Result(
    Scenario Scenario,
    VectorWidth Width,
    double Processors,
    double Ours,
    double Spread,
    double? PeakShare,
    double? Libtorch,
    double? LibtorchLooped,
    double? OnnxRuntime,
    double? TensorPrimitives);
