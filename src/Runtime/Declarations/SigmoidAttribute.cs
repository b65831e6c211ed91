namespace DropoutGen;

/// <summary>Logistic function: <c>1 / (1 + exp(-x))</c>.</summary>
public sealed class SigmoidAttribute : LayerAttribute;
