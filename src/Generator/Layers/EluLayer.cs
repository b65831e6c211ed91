using System.Globalization;
using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>x for x > 0, alpha (exp(x) - 1) otherwise, whose derivative is output + alpha.</summary>
internal sealed record EluLayer(double Alpha) : ActivationLayer
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "Elu({0})", Alpha);

    public override IEnumerable<(string Name, double Value)> Arguments => [("alpha", Alpha)];

    // With alpha at or below 0 a negative input has no negative output, so the output does not tell the branch.
    public override bool DerivativeFromOutput => Alpha > 0;

    public static Layer Read(LayerArguments arguments) =>
        new EluLayer(arguments.Real("alpha", 1, LayerArguments.IsFinite, "finite"));

    public override LaneValue Forward(LaneValue x) => LaneValue.SelectLess(
        x.Constant(0), x, x, LaneValue.Call("ExpMinusOne", x) * x.Constant(Alpha));

    public override LaneValue Backward(LaneValue saved, LaneValue gradient)
    {
        LaneValue slope = DerivativeFromOutput
            ? saved + saved.Constant(Alpha)
            : LaneValue.Call("Exp", saved) * saved.Constant(Alpha);
        return LaneValue.SelectLess(saved.Constant(0), saved, gradient, gradient * slope);
    }
}
