using System.Globalization;

namespace DropoutGen.Generator.Layers;

/// <summary>How the branches of a residual layer are dropped.</summary>
/// <param name="Rate">Probability to drop a branch; with a linear schedule the last one.</param>
/// <param name="Schedule">How the rate depends on the branch.</param>
/// <param name="Scaling">Where a kept branch is scaled.</param>
/// <param name="RowsPerMask">How many consecutive rows share a mask.</param>
internal sealed record DropPathOptions(double Rate, DropPathSchedule Schedule, DropoutScaling Scaling, int RowsPerMask)
{
    /// <summary>Name of the argument that is the rate.</summary>
    public const string RateName = "DropPath";

    private const string ScheduleName = "DropPathSchedule";
    private const string ScalingName = "DropPathScaling";
    private const string RowsName = "DropPathRowsPerMask";

    /// <summary>The options as declared, or null where branches are never dropped.</summary>
    public static DropPathOptions? Read(LayerArguments arguments)
    {
        if (!arguments.Has(RateName))
        {
            foreach (string name in new[] { ScheduleName, ScalingName, RowsName }.Where(arguments.Has))
            {
                arguments.Report(name, $"says nothing without {RateName}, the rate");
            }

            return null;
        }

        return new DropPathOptions(
            DropoutLayer.ReadRate(arguments, RateName),
            arguments.Choice<DropPathSchedule>(ScheduleName, 2),
            ReadScaling(arguments),
            DropoutLayer.ReadRowsPerMask(arguments, RowsName));
    }

    /// <summary>The layer that drops one of the branches.</summary>
    /// <param name="branch">Its number, from 0.</param>
    /// <param name="count">Number of branches.</param>
    public DropPathLayer Of(int branch, int count)
    {
        bool isWhole = Schedule == DropPathSchedule.Constant || branch + 1 == count;
        return new DropPathLayer(isWhole ? Rate : Rate * (branch + 1) / count, Rate, Scaling, RowsPerMask);
    }

    /// <summary>As they are written among the arguments of the attribute.</summary>
    public IEnumerable<string> Titles()
    {
        yield return string.Format(CultureInfo.InvariantCulture, "{0} = {1}", RateName, Rate);
        if (Schedule != DropPathSchedule.Constant)
        {
            yield return $"{ScheduleName} = DropPathSchedule.{Schedule}";
        }

        if (Scaling != DropoutScaling.Inverted)
        {
            yield return $"{ScalingName} = DropoutScaling.{Scaling}";
        }

        if (RowsPerMask != 1)
        {
            yield return string.Format(CultureInfo.InvariantCulture, "{0} = {1}", RowsName, RowsPerMask);
        }
    }

    // Without any scaling inference would see other sums than training; for study there is Dropout.
    private static DropoutScaling ReadScaling(LayerArguments arguments)
    {
        DropoutScaling scaling = arguments.Choice<DropoutScaling>(ScalingName, 3);
        if (scaling != DropoutScaling.None)
        {
            return scaling;
        }

        arguments.Report(ScalingName, "is None; a branch is scaled in training, Inverted, or at inference, Classic");
        return DropoutScaling.Inverted;
    }
}

/// <summary>The values of the runtime's enumeration of the same name.</summary>
internal enum DropPathSchedule
{
    Constant,
    Linear,
}
