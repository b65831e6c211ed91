namespace DropoutGen;

/// <summary>Loss for real values: squared difference from the targets, averaged over rows and outputs (PyTorch's MSELoss). Stands last.</summary>
public sealed class MeanSquaredErrorAttribute : LayerAttribute;
