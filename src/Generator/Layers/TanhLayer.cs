using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>tanh(x); derivative 1 - output^2.</summary>
internal sealed record TanhLayer : ActivationLayer
{
    public override string Title => "Tanh";

    public override Initialization Initialization => Initialization.Glorot;

    public static Layer Read(LayerArguments arguments) => new TanhLayer();

    public override LaneValue Forward(LaneValue x) => LaneValue.Call("Tanh", x);

    public override LaneValue Backward(LaneValue saved, LaneValue gradient) =>
        gradient * (saved.Constant(1) - (saved * saved));
}
