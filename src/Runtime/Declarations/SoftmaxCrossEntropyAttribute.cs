namespace DropoutGen;

/// <summary>Loss for classes that exclude each other: cross entropy of softmax(logits) against one class index a row, averaged over the rows. Stands last.</summary>
public sealed class SoftmaxCrossEntropyAttribute : LayerAttribute;
