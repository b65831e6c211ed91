using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>x^2, whose derivative is 2 x: the output has lost the sign, so the input is saved.</summary>
internal sealed record SquareLayer : ActivationLayer
{
    public override string Title => "Square";

    public override bool DerivativeFromOutput => false;

    public static Layer Read(LayerArguments arguments) => new SquareLayer();

    public override LaneValue Forward(LaneValue x) => x * x;

    public override LaneValue Backward(LaneValue saved, LaneValue gradient) => gradient * (saved + saved);
}
