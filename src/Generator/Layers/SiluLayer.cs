using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>x s with s = sigmoid(x); derivative s (1 + x (1 - s)).</summary>
internal sealed record SiluLayer : ActivationLayer
{
    public override string Title => "Silu";

    public override bool DerivativeFromOutput => false;

    public static Layer Read(LayerArguments arguments) => new SiluLayer();

    public override LaneValue Forward(LaneValue x) => x * LaneValue.Call("Sigmoid", x);

    public override LaneValue Backward(LaneValue saved, LaneValue gradient)
    {
        LaneValue sigmoid = LaneValue.Call("Sigmoid", saved);
        LaneValue one = saved.Constant(1);
        return gradient * sigmoid * LaneValue.MultiplyAdd(saved, one - sigmoid, one);
    }
}
