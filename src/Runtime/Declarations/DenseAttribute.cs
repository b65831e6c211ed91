namespace DropoutGen;

/// <summary>A fully connected layer: <c>y = x Wᵀ + b</c> with a weight of shape [units, inputs] and a bias of shape [units].</summary>
/// <param name="units">Number of outputs, 1 to 65,536.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added. Default: <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Distribution of the initial weights. Default: chosen by the activation behind the layer.</summary>
    public Initialization Initialization { get; set; }
}
