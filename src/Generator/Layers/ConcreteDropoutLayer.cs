using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>
/// Dropout whose rate is learned: each value times a factor between 0 and 1 / (1 - rate), a smooth function of the rate. Its
/// penalties are of the weight of the Dense right behind and of the rate. Shapes the kernels as Gaussian dropout does.
/// </summary>
internal sealed record ConcreteDropoutLayer(double Rate, double WeightRegularizer, double DropoutRegularizer) : NoiseLayer(Rate)
{
    public override string Title => string.Format(
        CultureInfo.InvariantCulture,
        "ConcreteDropout({0}, WeightRegularizer = {1}, DropoutRegularizer = {2})",
        Rate,
        WeightRegularizer,
        DropoutRegularizer);

    public override bool KeepsZero => true;

    public override NoiseDraws Draws => NoiseDraws.Matrix;

    public override bool AddsPenalty => true;

    public override IReadOnlyList<string> ParameterNames => ["Logit"];

    // Nothing is quite dropped.
    public override double ActiveShare(int units) => 1;

    public static Layer Read(LayerArguments arguments) => new ConcreteDropoutLayer(
        arguments.Real("initialRate", 0.1, static rate => rate > 0 && rate < 1, "above 0 and below 1"),
        arguments.Real("WeightRegularizer", 1e-6, static value => value >= 0 && LayerArguments.IsFinite(value), "0 or above, and finite"),
        arguments.Real("DropoutRegularizer", 1e-5, static value => value >= 0 && LayerArguments.IsFinite(value), "0 or above, and finite"));

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) =>
        mode == ForwardMode.Training ? x * scope.Noise() : x;

    // The sum of this gradient, what stands behind and the factor's slope is the gradient of the rate's logit.
    public override LaneValue Backward(NoiseScope scope, LaneValue gradient)
    {
        scope.StorePenalty(gradient);
        return gradient * scope.Noise();
    }
}
