namespace DropoutGen;

/// <summary>Square: <c>x * x</c>. A quadratic unit, for which the effect of dropout on the mean is known in closed form.</summary>
public sealed class SquareAttribute : LayerAttribute;
