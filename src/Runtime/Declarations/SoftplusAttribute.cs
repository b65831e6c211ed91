namespace DropoutGen;

/// <summary>Smooth rectifier: <c>log(1 + exp(beta * x)) / beta</c>.</summary>
/// <param name="beta">Sharpness; finite and above 0. PyTorch's default: 1.</param>
public sealed class SoftplusAttribute(double beta = 1.0) : LayerAttribute
{
    /// <summary>Sharpness; finite and above 0. PyTorch's default: 1.</summary>
    public double Beta { get; } = beta;
}
