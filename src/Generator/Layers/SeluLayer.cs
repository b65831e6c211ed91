using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>scale x for x > 0, scale alpha (exp(x) - 1) otherwise, whose derivative is output + scale alpha.</summary>
internal sealed record SeluLayer : ActivationLayer
{
    private const double Alpha = 1.6732632423543772;
    private const double Scale = 1.0507009873554805;

    public override string Title => "Selu";

    public override Initialization Initialization => Initialization.LeCun;

    public static Layer Read(LayerArguments arguments) => new SeluLayer();

    public override LaneValue Forward(LaneValue x) => LaneValue.SelectLess(
        x.Constant(0), x, x * x.Constant(Scale), LaneValue.Call("ExpMinusOne", x) * x.Constant(Scale * Alpha));

    public override LaneValue Backward(LaneValue saved, LaneValue gradient) => LaneValue.SelectLess(
        saved.Constant(0),
        saved,
        gradient * saved.Constant(Scale),
        gradient * (saved + saved.Constant(Scale * Alpha)));
}
