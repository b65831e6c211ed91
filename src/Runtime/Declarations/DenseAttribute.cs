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

    /// <summary>
    /// Largest Euclidean norm of a unit's incoming weights, above 0: behind each update longer ones are scaled back to it.
    /// Default: no limit. Usual together with dropout: 2 to 4.
    /// </summary>
    /// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014), section 5.1.</remarks>
    public double MaxNorm { get; set; } = double.PositiveInfinity;
}
