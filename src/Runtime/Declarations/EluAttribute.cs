namespace DropoutGen;

/// <summary>Exponential linear unit: <c>x</c> for x &gt; 0, <c>alpha * (exp(x) - 1)</c> otherwise.</summary>
/// <param name="alpha">Size of the negative saturation; finite. PyTorch's default: 1.</param>
public sealed class EluAttribute(double alpha = 1.0) : LayerAttribute
{
    /// <summary>Size of the negative saturation; finite. PyTorch's default: 1.</summary>
    public double Alpha { get; } = alpha;
}
