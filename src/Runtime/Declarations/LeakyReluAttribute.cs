namespace DropoutGen;

/// <summary>Leaky rectified linear unit: <c>x</c> for x &gt; 0, <c>negativeSlope * x</c> otherwise.</summary>
/// <param name="negativeSlope">Slope for negative values; finite. PyTorch's default: 0.01.</param>
public sealed class LeakyReluAttribute(double negativeSlope = 0.01) : LayerAttribute
{
    /// <summary>Slope for negative values; finite. PyTorch's default: 0.01.</summary>
    public double NegativeSlope { get; } = negativeSlope;
}
