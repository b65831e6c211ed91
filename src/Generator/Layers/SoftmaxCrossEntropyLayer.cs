namespace DropoutGen.Generator.Layers;

/// <summary>Cross entropy of softmax(logits) against a class index.</summary>
internal sealed record SoftmaxCrossEntropyLayer : LossLayer
{
    public override string Title => "SoftmaxCrossEntropy";

    public override string TargetType => "int";

    public override string TargetDescription => "one class index a row";

    public override string PredictionDescription => "class probabilities";

    public static Layer Read(LayerArguments arguments) => new SoftmaxCrossEntropyLayer();
}
