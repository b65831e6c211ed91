using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>Prints the calls of the passes that leave out dropped units.</summary>
internal sealed class RowGroupCallEmitter(
    CodeWriter writer, VectorPrinter printer, PassNames names, IReadOnlyDictionary<string, KernelPlan> kernels)
{
    /// <summary>Prints a call; false if it is none of these.</summary>
    public bool Write(Call call)
    {
        switch (call)
        {
            case GroupRowsCall group:
                writer.Line($"pass.GroupRows(ref {names.Rows(group.Source, group.SourceStride)}, {group.SourceStride}, {group.Units}, {group.Rows}, {names.BufferName(group.Buffer)});");
                return true;
            case SpreadRowsCall spread:
                writer.Line($"pass.SpreadRows({names.BufferName(spread.Source)}, {spread.Site}, {spread.Units}, {spread.Rows}, {names.BufferName(spread.Buffer)}, {spread.Stride});");
                return true;
            case GroupProductCall product:
                WriteProduct(product);
                return true;
            case GroupWeightGradientCall weight:
                WriteWeightGradient(weight);
                return true;
            default:
                return false;
        }
    }

    private void WriteProduct(GroupProductCall call)
    {
        var plan = (GroupProductPlan)kernels[call.Kernel];
        var arguments = new List<string>
        {
            "pass.FirstGroup",
            "pass.EndGroup",
            $"ref pass.UnitCounts({call.Results})",
            $"ref pass.UnitList({call.Results})",
            $"ref pass.UnitCounts({call.Reduction})",
            $"ref pass.UnitList({call.Reduction})",
            "ref " + names.Buffer(call.Left),
            $"ref pass.Parameter({names.Parameter(call.Weight)})",
        };
        if (call.Bias is { } bias)
        {
            arguments.Add($"ref pass.UnitNumbers({call.Results})");
            arguments.Add($"ref pass.Parameter({names.Parameter(bias)})");
        }

        arguments.AddRange(call.Arguments.Streams.Select(stream => "ref " + names.Reference(stream)));
        arguments.AddRange(call.Arguments.Scales.Select(PassNames.Scale));
        writer.Line($"{plan.Name}({string.Join(", ", arguments)});");
    }

    // A rule that does not take a gradient in parts, or that moves weights whose gradient is zero, gets the whole sum.
    private void WriteWeightGradient(GroupWeightGradientCall call)
    {
        var plan = (GroupWeightGradientPlan)kernels[call.Kernel];
        string parameter = names.Parameter(call.Parameter);
        (int length, int step) = GroupWeightGradientEmitter.Share(printer.Set, plan);
        string share = $"pass.PartStart({length}, {step}), pass.PartEnd({length}, {step})";
        string sides = $"ref pass.Tiles({call.Units}), ref pass.TilesEnd({call.Units}), ref {names.Buffer(call.Kept)}, ref {names.Reference(call.Other)}, pass.Rows, {share}";
        using (writer.Block($"if (update.AcceptsSums({parameter}))"))
        {
            writer.Line($"{plan.Name}({sides}, ref update.Target({parameter}), ref update.State, update.StateOffset({parameter}), update.StateStride, update.Rule({parameter}));");
        }

        using (writer.Block("else"))
        {
            writer.Line($"ref float sums = ref pass.ClearedSums({parameter}, {share});");
            writer.Line($"{plan.Name}({sides}, ref sums, ref sums, 0, 0, default(global::DropoutGen.CompilerServices.AccumulateGradient));");
            writer.Line($"update.Apply(in pass, {parameter}, {share});");
        }
    }
}
