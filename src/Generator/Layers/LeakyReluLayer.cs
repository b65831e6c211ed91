using System.Globalization;
using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>x for x > 0, slope x otherwise. The output tells the derivative as long as it keeps the sign.</summary>
internal sealed record LeakyReluLayer(double NegativeSlope) : ActivationLayer
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "LeakyRelu({0})", NegativeSlope);

    public override IEnumerable<(string Name, double Value)> Arguments => [("negativeSlope", NegativeSlope)];

    public override bool DerivativeFromOutput => NegativeSlope > 0;

    public static Layer Read(LayerArguments arguments) =>
        new LeakyReluLayer(arguments.Real("negativeSlope", 0.01, LayerArguments.IsFinite, "finite"));

    public override LaneValue Forward(LaneValue x) =>
        LaneValue.SelectLess(x.Constant(0), x, x, x * x.Constant(NegativeSlope));

    public override LaneValue Backward(LaneValue saved, LaneValue gradient) =>
        LaneValue.SelectLess(saved.Constant(0), saved, gradient, gradient * saved.Constant(NegativeSlope));
}
