namespace DropoutGen;

/// <summary>
/// Loss for real values with outliers: with d the difference from the target, <c>d * d / 2</c> for |d| below delta and
/// <c>delta * (|d| - delta / 2)</c> beyond, averaged over rows and outputs (PyTorch's HuberLoss). Stands last.
/// </summary>
/// <remarks>Huber: Robust Estimation of a Location Parameter (1964).</remarks>
/// <param name="delta">Where the square becomes a line; finite and above 0. PyTorch's default: 1.</param>
public sealed class HuberAttribute(double delta = 1.0) : LayerAttribute
{
    /// <summary>Where the square becomes a line; finite and above 0. PyTorch's default: 1.</summary>
    public double Delta { get; } = delta;
}
