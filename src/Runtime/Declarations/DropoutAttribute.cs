namespace DropoutGen;

/// <summary>
/// Dropout: in training and in Monte-Carlo sampling each unit is set to zero with probability <paramref name="rate"/>.
/// </summary>
/// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014).</remarks>
/// <param name="rate">Probability to drop a unit, 0 or above and below 1. The trainer can change it between steps.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability to drop a unit.</summary>
    public double Rate { get; } = rate;

    /// <summary>Where the kept units are scaled. Default: <see cref="DropoutScaling.Inverted"/>.</summary>
    public DropoutScaling Scaling { get; set; }
}
