using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>1 / (1 + exp(-x)); derivative output (1 - output).</summary>
internal sealed record SigmoidLayer : ActivationLayer
{
    public override string Title => "Sigmoid";

    public override Initialization Initialization => Initialization.Glorot;

    public override bool KeepsZero => false;

    public static Layer Read(LayerArguments arguments) => new SigmoidLayer();

    public override LaneValue Forward(LaneValue x) => LaneValue.Call("Sigmoid", x);

    public override LaneValue Backward(LaneValue saved, LaneValue gradient) =>
        gradient * (saved * (saved.Constant(1) - saved));
}
