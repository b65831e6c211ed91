namespace DropoutGen;

/// <summary>Loss for independent yes/no outputs: binary cross entropy of sigmoid(logits) against targets in [0, 1], averaged over rows and outputs (PyTorch's BCEWithLogitsLoss). Stands last.</summary>
public sealed class SigmoidCrossEntropyAttribute : LayerAttribute;
