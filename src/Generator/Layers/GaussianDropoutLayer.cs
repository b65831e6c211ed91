using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>Each value times a normal number of mean 1 and variance rate / (1 - rate), which can be any: nothing tells it later.</summary>
internal sealed record GaussianDropoutLayer(double Rate) : NoiseLayer(Rate)
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "GaussianDropout({0})", Rate);

    public override bool KeepsZero => true;

    public override NoiseDraws Draws => NoiseDraws.Matrix;

    // Nothing is dropped.
    public override double ActiveShare(int units) => 1;

    public static Layer Read(LayerArguments arguments) => new GaussianDropoutLayer(DropoutLayer.ReadRate(arguments));

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) =>
        mode == ForwardMode.Training ? x * scope.Noise() : x;

    public override LaneValue Backward(NoiseScope scope, LaneValue gradient) => gradient * scope.Noise();
}
