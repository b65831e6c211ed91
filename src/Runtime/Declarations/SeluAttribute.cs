namespace DropoutGen;

/// <summary>Scaled exponential linear unit: <c>s * x</c> for x &gt; 0, <c>s * a * (exp(x) - 1)</c> otherwise, s = 1.0507009873554805, a = 1.6732632423543772.</summary>
/// <remarks>Klambauer, Unterthiner, Mayr, Hochreiter: Self-Normalizing Neural Networks (2017).</remarks>
public sealed class SeluAttribute : LayerAttribute;
