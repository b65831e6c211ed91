using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>
/// Batch normalisation: in training by the moments of each column over the rows of the batch; at inference, and while
/// sampling, by running ones, which makes it an affine map that becomes part of the product in front.
/// </summary>
internal sealed record BatchNormLayer(double Momentum, double Epsilon, bool IsAffine) : NormalizationLayer(Epsilon, IsAffine)
{
    private const double DefaultMomentum = 0.1;

    // Running statistics of padding are zero, and so is what comes of it.
    public override bool KeepsZero => true;

    public override IReadOnlyList<string> StatisticNames => ["RunningMean", "RunningVariance"];

    public override int OperationsPerValue => 2;

    public static Layer Read(LayerArguments arguments) => new BatchNormLayer(
        arguments.Real("Momentum", DefaultMomentum, static momentum => momentum >= 0 && momentum <= 1, "0 to 1"),
        ReadEpsilon(arguments),
        arguments.Flag("Affine", true));

    // factor = weight / sqrt(variance + epsilon)
    public override LaneValue Forward(NormalizationScope scope, LaneValue x)
    {
        LaneValue centered = x - scope.Mean();
        return IsAffine
            ? LaneValue.MultiplyAdd(centered, scope.Factor(), scope.Bias())
            : centered * scope.Factor();
    }

    /// <summary>The same by running moments: x * factor + offset, offset = bias - mean * factor.</summary>
    public LaneValue Folded(NormalizationScope scope, LaneValue x) =>
        LaneValue.MultiplyAdd(x, scope.Factor(), scope.Offset());

    // factor * (g - mean(g) - y mean(g y)) with y = (x - mean) / sqrt(variance + epsilon), means over the rows.
    public override LaneValue Backward(NormalizationScope scope, LaneValue x, LaneValue gradient) => LaneValue.MultiplyAdd(
        x - scope.Mean(),
        scope.InputFactor(),
        LaneValue.MultiplyAdd(gradient, scope.Factor(), scope.GradientOffset()));

    protected override IEnumerable<string> Settings => Momentum == DefaultMomentum
        ? base.Settings
        : base.Settings.Prepend("Momentum = " + Momentum.ToString(CultureInfo.InvariantCulture));
}
