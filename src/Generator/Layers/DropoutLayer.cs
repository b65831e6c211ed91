using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>Dropout: a dropped unit is zero, whatever its value was. Its scaling shapes the kernels.</summary>
/// <param name="Rate">Probability to drop a unit.</param>
/// <param name="Scaling">Where kept units are scaled.</param>
/// <param name="RowsPerMask">How many consecutive rows share a mask.</param>
/// <param name="Balanced">Whether exactly 8 of each 16 units are kept.</param>
/// <param name="Marginalized">Whether training draws no masks, and adds what they would add to the expected squared loss.</param>
internal sealed record DropoutLayer(double Rate, DropoutScaling Scaling, int RowsPerMask = 1, bool Balanced = false, bool Marginalized = false)
    : NoiseLayer(Rate)
{
    private const int RowGranularity = 16;
    private const int MostRowsPerMask = 1 << 20;

    public override string Title =>
        "Dropout(" + Rate.ToString(CultureInfo.InvariantCulture)
        + (Scaling == DropoutScaling.Inverted ? string.Empty : ", Scaling = DropoutScaling." + Scaling)
        + (RowsPerMask == 1 ? string.Empty : ", RowsPerMask = " + RowsPerMask.ToString(CultureInfo.InvariantCulture))
        + (Balanced ? ", Balanced = true" : string.Empty)
        + (Marginalized ? ", Marginalized = true)" : ")");

    public override bool KeepsZero => true;

    public override bool ActsAtInference => Scaling == DropoutScaling.Classic;

    public override bool AddsPenalty => Marginalized;

    // The gradient behind a marginalised one is not that of a mask alone.
    public override bool KeepsPositive => !Marginalized;

    public override bool CanRestore => true;

    public static Layer Read(LayerArguments arguments)
    {
        double rate = ReadRate(arguments);
        bool balanced = arguments.Flag("Balanced", false);
        if (balanced && rate != 0.5)
        {
            arguments.Report("Balanced", string.Format(
                CultureInfo.InvariantCulture,
                "keeps 8 of each 16 units, which is the rate 0.5; the rate is {0}",
                rate));
        }

        return new DropoutLayer(
            rate, arguments.Choice<DropoutScaling>("Scaling", 3), ReadRowsPerMask(arguments, "RowsPerMask"), balanced, arguments.Flag("Marginalized", false));
    }

    /// <summary>How many rows share a mask: 1, or a multiple of 16.</summary>
    public static int ReadRowsPerMask(LayerArguments arguments, string name)
    {
        int rows = arguments.Integer(name, 1, MostRowsPerMask);
        if (rows == 1 || rows % RowGranularity == 0)
        {
            return rows;
        }

        arguments.Report(name, string.Format(CultureInfo.InvariantCulture, "is {0}; it must be 1 or a multiple of {1}", rows, RowGranularity));
        return 1;
    }

    /// <summary>The rate of any layer of the family.</summary>
    public static double ReadRate(LayerArguments arguments, string name = "rate") =>
        arguments.Real(name, 0, static rate => rate >= 0 && rate < 1, "0 or above and below 1");

    public override LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode) =>
        mode == ForwardMode.Training ? scope.Keep(Scaled(scope, x))
        : ActsAtInference ? x * scope.Scale(ScaleKind.Inference)
        : x;

    public override LaneValue Backward(NoiseScope scope, LaneValue gradient) =>
        scope.Keep(Scaled(scope, Marginalized ? gradient + scope.LoadPenalty() : gradient));

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
