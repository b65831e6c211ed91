namespace DropoutGen;

/// <summary>Gaussian error linear unit, exact: <c>x * (1 + erf(x / sqrt(2))) / 2</c>.</summary>
/// <remarks>Hendrycks, Gimpel: Gaussian Error Linear Units (2016).</remarks>
public sealed class GeluAttribute : LayerAttribute;
