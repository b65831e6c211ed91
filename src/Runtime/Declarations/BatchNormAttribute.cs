namespace DropoutGen;

/// <summary>
/// Batch normalisation: each unit is brought to mean 0 and variance 1, then to a learned deviation and mean. Training uses
/// the moments of the batch, over its rows, and takes them into running statistics; inference and Monte-Carlo sampling use
/// the running statistics, as a part of the layer in front.
/// </summary>
/// <remarks>
/// As in PyTorch: y = (x - mean) / sqrt(variance + epsilon) * weight + bias with the biased variance in training, while the
/// running one is unbiased. A step needs at least two rows. Ioffe, Szegedy: Batch Normalization (2015).
/// </remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Share of the batch's moments in the new running ones, 0 to 1. Default: 0.1.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Added to the variance before its root is taken, 1E-30 to 1E+30. Default: 1E-5.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a deviation (weight) and a mean (bias) are learned for each unit. Default: <see langword="true"/>.</summary>
    public bool Affine { get; set; } = true;
}
