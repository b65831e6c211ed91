using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>
/// Dropout of the weights of the Dense right behind: in training and sampling its products take a masked copy of the weight,
/// one for all rows of a pass. Values pass it unchanged.
/// </summary>
internal sealed record DropConnectLayer(double Rate) : NoiseLayer(Rate)
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "DropConnect({0})", Rate);

    public override bool KeepsZero => true;

    public override NoiseDraws Draws => NoiseDraws.Weight;

    public static Layer Read(LayerArguments arguments) => new DropConnectLayer(DropoutLayer.ReadRate(arguments));

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) => x;

    public override LaneValue Backward(NoiseScope scope, LaneValue gradient) => gradient;
}
