using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>Dropout: a dropped unit is zero, whatever its value was. Its scaling shapes the kernels.</summary>
internal sealed record DropoutLayer(double Rate, DropoutScaling Scaling) : NoiseLayer(Rate)
{
    public override string Title => Scaling == DropoutScaling.Inverted
        ? string.Format(CultureInfo.InvariantCulture, "Dropout({0})", Rate)
        : string.Format(CultureInfo.InvariantCulture, "Dropout({0}, Scaling = DropoutScaling.{1})", Rate, Scaling);

    public override bool KeepsZero => true;

    public override bool ActsAtInference => Scaling == DropoutScaling.Classic;

    public override bool KeepsPositive => true;

    public override bool CanRestore => true;

    public static Layer Read(LayerArguments arguments) => new DropoutLayer(
        ReadRate(arguments),
        arguments.Choice<DropoutScaling>("Scaling", 3));

    /// <summary>The rate of any layer of the family.</summary>
    public static double ReadRate(LayerArguments arguments) =>
        arguments.Real("rate", 0, static rate => rate >= 0 && rate < 1, "0 or above and below 1");

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) =>
        mode == ForwardMode.Training ? scope.Keep(Scaled(scope, x))
        : ActsAtInference ? x * scope.Scale(ScaleKind.Inference)
        : x;

    public override LaneValue Backward(NoiseScope scope, LaneValue gradient) => scope.Keep(Scaled(scope, gradient));

    public override LaneValue BackwardOfKept(NoiseScope scope, LaneValue gradient) => Scaled(scope, gradient);

    // The value behind is value * mask / q; where the mask is 1 the value is q times as much.
    public override LaneValue Restore(NoiseScope scope, LaneValue result) =>
        Scaling == DropoutScaling.Inverted ? result * scope.Scale(ScaleKind.InverseTraining) : result;

    private LaneValue Scaled(NoiseScope scope, LaneValue value) =>
        Scaling == DropoutScaling.Inverted ? value * scope.Scale(ScaleKind.Training) : value;
}

/// <summary>The values of the runtime's enumeration of the same name.</summary>
internal enum DropoutScaling
{
    Inverted,
    Classic,
    None,
}
