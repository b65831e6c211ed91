using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>x P(x) with the normal cumulative distribution P; derivative P(x) + x p(x) with the density p.</summary>
internal sealed record GeluLayer : ActivationLayer
{
    private const double RootOfHalf = 0.70710678118654752440;
    private const double DensityAtZero = 0.39894228040143267794;

    public override string Title => "Gelu";

    public override bool DerivativeFromOutput => false;

    public static Layer Read(LayerArguments arguments) => new GeluLayer();

    public override LaneValue Forward(LaneValue x) => x * Cumulative(x);

    public override LaneValue Backward(LaneValue saved, LaneValue gradient)
    {
        LaneValue density = LaneValue.Call("Exp", saved * saved * saved.Constant(-0.5)) * saved.Constant(DensityAtZero);
        return gradient * LaneValue.MultiplyAdd(saved, density, Cumulative(saved));
    }

    private static LaneValue Cumulative(LaneValue x) => LaneValue.MultiplyAdd(
        LaneValue.Call("Erf", x * x.Constant(RootOfHalf)), x.Constant(0.5), x.Constant(0.5));
}
