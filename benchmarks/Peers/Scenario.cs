using System.Globalization;

namespace DropoutGen.Benchmarks.Peers;

/// <summary>What is timed.</summary>
internal enum Phase
{
    /// <summary>A training step: forward, loss, backward, update.</summary>
    Train,

    /// <summary>A prediction.</summary>
    Infer,

    /// <summary><see cref="Scenario.Passes"/> Monte-Carlo passes of one row, with mean and variance.</summary>
    Sample,
}

/// <summary>The optimizers that are timed.</summary>
internal enum OptimizerKind
{
    /// <summary>Gradient descent without momentum.</summary>
    Sgd,

    /// <summary>Adam.</summary>
    Adam,
}

/// <summary>One row of the results.</summary>
/// <param name="Network">The network.</param>
/// <param name="Batch">Rows of the batch.</param>
/// <param name="Phase">What is timed.</param>
/// <param name="Optimizer">Optimizer of a training step.</param>
/// <param name="Rate">Dropout rate; 0 for a network without dropout layers; null where dropout does nothing.</param>
/// <param name="Threads">Threads that each contender may use.</param>
internal sealed record Scenario(
    NetworkCase Network, int Batch, Phase Phase, OptimizerKind? Optimizer, double? Rate, int Threads)
{
    /// <summary>Monte-Carlo passes of one sample.</summary>
    public const int Passes = 100;

    /// <summary>Floating-point operations of the matrix products.</summary>
    public double Operations => Phase switch
    {
        Phase.Train => Network.Shape.TrainingOperations(Batch),
        Phase.Infer => Network.Shape.InferenceOperations(Batch),
        _ => Network.Shape.SamplingOperations(Passes),
    };

    /// <summary>Whether ours leaves out work of the products on dropped units, so that a share of the peak would mislead.</summary>
    public bool SkipsWork => Phase == Phase.Sample || (Phase == Phase.Train && Batch == 1 && Rate > 0);

    /// <summary>Phase, optimizer and rate in words.</summary>
    public string Work => string.Create(CultureInfo.InvariantCulture, $"{Phase} {Optimizer} {RateText}").Replace("  ", " ", StringComparison.Ordinal).Trim().ToLowerInvariant();

    /// <summary>What filters look at.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"{Network.Shape.Name} batch={Batch} {Work} threads={Threads}");

    private string RateText => Rate switch
    {
        null => string.Empty,
        0 => "dropout=none",
        double rate => string.Create(CultureInfo.InvariantCulture, $"dropout={rate}"),
    };
}
