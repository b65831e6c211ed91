namespace DropoutGen;

/// <summary>
/// Gaussian dropout: in training and in Monte-Carlo sampling each unit is multiplied by a normal number of mean 1 and
/// variance rate / (1 - rate), the mean and variance that inverted dropout of the same rate has. Inference does nothing.
/// </summary>
/// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014), section 10.</remarks>
/// <param name="rate">Rate of the dropout of the same variance, 0 or above and below 1. The trainer can change it between steps.</param>
public sealed class GaussianDropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Rate of the dropout of the same variance.</summary>
    public double Rate { get; } = rate;
}
