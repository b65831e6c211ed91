namespace DropoutGen;

/// <summary>
/// Layer normalisation: each row is brought to mean 0 and variance 1 over its units, then each unit to a learned deviation
/// and mean. It does the same in training and at inference.
/// </summary>
/// <remarks>
/// As in PyTorch: y = (x - mean) / sqrt(variance + epsilon) * weight + bias with the biased variance. Ba, Kiros, Hinton:
/// Layer Normalization (2016).
/// </remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance before its root is taken, 1E-30 to 1E+30. Default: 1E-5.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a deviation (weight) and a mean (bias) are learned for each unit. Default: <see langword="true"/>.</summary>
    public bool Affine { get; set; } = true;
}
