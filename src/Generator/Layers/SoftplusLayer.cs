using System.Globalization;
using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>log(1 + exp(beta x)) / beta; derivative sigmoid(beta x) = 1 - exp(-beta output).</summary>
internal sealed record SoftplusLayer(double Beta) : ActivationLayer
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "Softplus({0})", Beta);

    public override IEnumerable<(string Name, double Value)> Arguments => [("beta", Beta)];

    public override bool KeepsZero => false;

    public static Layer Read(LayerArguments arguments) => new SoftplusLayer(
        arguments.Real("beta", 1, static beta => LayerArguments.IsFinite(beta) && beta > 0, "finite and above 0"));

    public override LaneValue Forward(LaneValue x) =>
        LaneValue.Call("Softplus", x * x.Constant(Beta)) * x.Constant(1 / Beta);

    public override LaneValue Backward(LaneValue saved, LaneValue gradient) =>
        gradient * (saved.Constant(0) - LaneValue.Call("ExpMinusOne", saved * saved.Constant(-Beta)));
}
