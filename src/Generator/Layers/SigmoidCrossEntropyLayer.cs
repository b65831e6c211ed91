namespace DropoutGen.Generator.Layers;

/// <summary>Binary cross entropy of sigmoid(logits) against targets in [0, 1].</summary>
internal sealed record SigmoidCrossEntropyLayer : LossLayer
{
    public override string Title => "SigmoidCrossEntropy";

    public override string TargetType => "float";

    public override string TargetDescription => "rows x outputs targets in [0, 1]";

    public override string PredictionDescription => "probabilities, each output on its own";

    public static Layer Read(LayerArguments arguments) => new SigmoidCrossEntropyLayer();
}
