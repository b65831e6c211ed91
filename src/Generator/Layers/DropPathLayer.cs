using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>
/// Drops a residual branch whole, row by row. It is never declared: <see cref="ResidualLayer"/> is written out with it as the last
/// layer of a branch. All values of a row have one mask bit.
/// </summary>
/// <param name="Rate">Probability to drop the branch.</param>
/// <param name="DeclaredRate">The rate as declared, which a schedule over depth gives to the last branch.</param>
/// <param name="Scaling">Where a kept branch is scaled.</param>
/// <param name="RowsPerMask">How many consecutive rows share a mask.</param>
internal sealed record DropPathLayer(double Rate, double DeclaredRate, DropoutScaling Scaling, int RowsPerMask) : NoiseLayer(Rate)
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "DropPath({0})", Rate);

    public override bool KeepsZero => true;

    public override bool ActsAtInference => Scaling == DropoutScaling.Classic;

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) =>
        mode == ForwardMode.Training ? scope.Keep(Scaled(scope, x))
        : ActsAtInference ? x * scope.Scale(ScaleKind.Inference)
        : x;

    public override LaneValue Backward(NoiseScope scope, LaneValue gradient) => scope.Keep(Scaled(scope, gradient));

    private LaneValue Scaled(NoiseScope scope, LaneValue value) =>
        Scaling == DropoutScaling.Inverted ? value * scope.Scale(ScaleKind.Training) : value;
}
