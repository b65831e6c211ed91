namespace DropoutGen;

/// <summary>Sigmoid linear unit (swish): <c>x / (1 + exp(-x))</c>.</summary>
public sealed class SiluAttribute : LayerAttribute;
