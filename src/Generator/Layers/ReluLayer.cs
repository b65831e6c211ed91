using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>max(x, 0), written as a comparison so that NaN stays NaN: a maximum instruction would return 0.</summary>
internal sealed record ReluLayer : ActivationLayer
{
    public override string Title => "Relu";

    public override bool PositiveMeansActive => true;

    public static Layer Read(LayerArguments arguments) => new ReluLayer();

    public override LaneValue Forward(LaneValue x) => LaneValue.SelectLess(x, x.Constant(0), x.Constant(0), x);

    public override LaneValue Backward(LaneValue saved, LaneValue gradient) =>
        LaneValue.SelectLess(saved.Constant(0), saved, gradient, saved.Constant(0));
}
