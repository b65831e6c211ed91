using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>
/// Dropout behind a Selu: a dropped unit becomes what Selu gives for minus infinity, and all are then scaled and shifted so
/// that mean and variance stay: kept a x + b, dropped a alpha' + b.
/// </summary>
internal sealed record AlphaDropoutLayer(double Rate) : NoiseLayer(Rate)
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "AlphaDropout({0})", Rate);

    public override bool CanRestore => true;

    public static Layer Read(LayerArguments arguments) => new AlphaDropoutLayer(DropoutLayer.ReadRate(arguments));

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) => mode == ForwardMode.Training
        ? scope.Choose(
            LaneValue.MultiplyAdd(x, scope.Scale(ScaleKind.Training), scope.Scale(ScaleKind.Shift)), scope.Scale(ScaleKind.Dropped))
        : x;

    public override LaneValue Backward(NoiseScope scope, LaneValue gradient) =>
        scope.Keep(gradient * scope.Scale(ScaleKind.Training));

    public override LaneValue Restore(NoiseScope scope, LaneValue result) =>
        (result - scope.Scale(ScaleKind.Shift)) * scope.Scale(ScaleKind.InverseTraining);
}
