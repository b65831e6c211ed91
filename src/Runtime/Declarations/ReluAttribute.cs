namespace DropoutGen;

/// <summary>Rectified linear unit: <c>max(x, 0)</c>. NaN stays NaN.</summary>
public sealed class ReluAttribute : LayerAttribute;
