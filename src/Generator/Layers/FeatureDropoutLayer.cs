using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>Dropout of whole features of the inputs: the columns of one are kept or zero together, other columns are left alone.</summary>
internal sealed record FeatureDropoutLayer(double Rate, EquatableArray<FeatureGroup> Features) : NoiseLayer(Rate)
{
    public override string Title => string.Format(
        CultureInfo.InvariantCulture,
        "FeatureDropout({0}, {1})",
        Rate,
        string.Join(", ", Features.Select(static feature => $"\"{feature.Text}\"")));

    public override bool KeepsZero => true;

    public override NoiseDraws Draws => NoiseDraws.MaskAndColumnScale;

    public static Layer Read(LayerArguments arguments)
    {
        double rate = DropoutLayer.ReadRate(arguments);
        return new FeatureDropoutLayer(rate, FeatureGroupReader.Read(arguments).ToEquatableArray());
    }

    // Columns of no feature are never dropped.
    public override double ActiveShare(int units) => 1 - (Rate * Features.Sum(static feature => feature.Columns.Count) / units);

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) =>
        mode == ForwardMode.Training ? scope.Keep(x * scope.ColumnScale()) : x;

    public override LaneValue Backward(NoiseScope scope, LaneValue gradient) => scope.Keep(gradient * scope.ColumnScale());
}

/// <summary>A named feature: columns of the inputs that belong together.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Text">As declared, for example <c>city: 1-5</c>.</param>
internal sealed record FeatureGroup(string Name, EquatableArray<int> Columns, string Text);
