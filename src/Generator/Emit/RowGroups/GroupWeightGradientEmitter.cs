using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of a weight gradient whose units were dropped by groups of rows. The library has sorted the units into
/// tiles that mostly the same groups keep; a tile is summed over the groups that keep any of its units, zeros standing in for
/// units that a group dropped. Columns are taken outermost: their part of the rows stays in the first-level cache, and their
/// part of the weight in the second.
/// </summary>
internal sealed class GroupWeightGradientEmitter(CodeWriter writer, VectorPrinter printer, GroupWeightGradientPlan plan)
{
    private const int Units = GroupWeightGradientPlan.TileUnits;

    // Distances of a tile's weights, number of groups; then of each group its number and the distances of the values.
    private const int TileHead = Units + 1;
    private const int GroupEntry = Units + 1;

    private readonly int _vectors = GroupWeightGradientPlan.TileVectors(printer.Set, plan.Columns, plan.PanelWidth);

    /// <summary>What a part of the weight is a multiple of: the start and end of a kernel's range of columns.</summary>
    public static (int Length, int Step) Share(InstructionSet set, GroupWeightGradientPlan plan)
    {
        int step = GroupWeightGradientPlan.TileVectors(set, plan.Columns, plan.PanelWidth) * set.Lanes();
        return (plan.Columns, step % plan.PanelWidth == 0 ? step : plan.PanelWidth);
    }

    public void Write()
    {
        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        writer.Line($"internal static void {plan.Name}<TRule>(ref int tiles, ref int tilesEnd, ref float kept, ref float other, nuint rows, nuint first, nuint end, ref float weights, ref float state, nuint stateOffset, nuint stateStride, TRule rule)");
        using (writer.UncheckedMethod("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            int step = _vectors * printer.Lanes;
            int whole = plan.Columns / step * step;
            writer.Line("nuint column = first;");
            using (writer.Block($"for (; column + {step} <= end; column += {step})"))
            {
                WriteColumns(_vectors);
            }

            if (whole < plan.Columns)
            {
                writer.Line();
                using (writer.Block("if (column < end)"))
                {
                    WriteColumns((plan.Columns - whole) / printer.Lanes);
                }
            }
        }
    }

    private void WriteColumns(int vectors)
    {
        writer.Line($"nuint panel = column / {plan.PanelWidth} * {plan.PanelRows * plan.PanelWidth} + column % {plan.PanelWidth};");
        writer.Line("ref int tile = ref tiles;");
        using (writer.Block($"while ({VectorPrinter.Unsafe}.IsAddressLessThan(ref tile, ref tilesEnd))"))
        {
            writer.Line($"// {Units} units x {vectors * printer.Lanes} columns.");
            for (int i = 0; i < Units; i++)
            {
                for (int j = 0; j < vectors; j++)
                {
                    writer.Line($"{printer.Type} sum{i}_{j} = {printer.Zero};");
                }
            }

            for (int i = 0; i < Units; i++)
            {
                writer.Line($"nuint at{i} = panel + (nuint){VectorPrinter.Scalar("tile", i)};");
            }

            if (Layouts.NeedsPrefetch(plan.Units, plan.Columns, 1))
            {
                WritePrefetch(vectors);
            }

            writer.Line($"ref int group = ref {VectorPrinter.Unsafe}.Add(ref tile, {TileHead});");
            writer.Line($"ref int next = ref {VectorPrinter.Unsafe}.Add(ref group, {VectorPrinter.Scalar("tile", Units)} * {GroupEntry});");
            using (writer.Block($"while ({VectorPrinter.Unsafe}.IsAddressLessThan(ref group, ref next))"))
            {
                WriteGroup(vectors);
            }

            for (int i = 0; i < Units; i++)
            {
                for (int j = 0; j < vectors; j++)
                {
                    string at = VectorPrinter.Plus($"at{i}", Distance(j));
                    writer.Line($"TRule.Update(in rule, ref {VectorPrinter.Unsafe}.Add(ref weights, {at}), ref state, stateOffset + {at}, stateStride, sum{i}_{j});");
                }
            }

            writer.Line("tile = ref next;");
        }
    }

    // A tile's weights lie in as many places as it has units and panels, which the hardware does not foresee: asked for in front
    // of the sums they are there when these are done.
    private void WritePrefetch(int vectors)
    {
        int contiguous = Math.Min(vectors * printer.Lanes, plan.PanelWidth);
        for (int i = 0; i < Units; i++)
        {
            for (int column = 0; column < vectors * printer.Lanes; column += contiguous)
            {
                string at = VectorPrinter.Plus($"at{i}", Distance(column / printer.Lanes));
                writer.Line($"{SourceFile.KernelMath}.Prefetch(ref {VectorPrinter.Unsafe}.Add(ref weights, {at}), {contiguous});");
            }
        }
    }

    private void WriteGroup(int vectors)
    {
        writer.Line($"nuint row = (nuint)group * {plan.Rows};");
        writer.Line($"ref float x = ref {VectorPrinter.Unsafe}.Add(ref other, row * {plan.OtherStride} + column);");
        for (int i = 0; i < Units; i++)
        {
            writer.Line($"ref float u{i} = ref {VectorPrinter.Unsafe}.Add(ref kept, {VectorPrinter.Scalar("group", i + 1)});");
        }

        writer.Line($"nuint count = global::System.Math.Min({plan.Rows}, rows - row);");
        using (writer.Block("for (nuint r = 0; r < count; r++)"))
        {
            for (int j = 0; j < vectors; j++)
            {
                writer.Line($"{printer.Type} x{j} = {printer.Load("x", j * printer.Lanes)};");
            }

            for (int i = 0; i < Units; i++)
            {
                writer.Line($"{printer.Type} v{i} = {printer.Broadcast($"{VectorPrinter.Unsafe}.Add(ref u{i}, r)")};");
                for (int j = 0; j < vectors; j++)
                {
                    writer.Line($"sum{i}_{j} = {printer.MultiplyAdd($"v{i}", $"x{j}", $"sum{i}_{j}")};");
                }
            }

            writer.Line($"x = ref {VectorPrinter.Unsafe}.Add(ref x, {plan.OtherStride});");
        }

        writer.Line($"group = ref {VectorPrinter.Unsafe}.Add(ref group, {GroupEntry});");
    }

    // A tile starts at a panel, or inside one that holds it whole.
    private int Distance(int vector)
    {
        int column = vector * printer.Lanes;
        return (column / plan.PanelWidth * plan.PanelRows * plan.PanelWidth) + (column % plan.PanelWidth);
    }
}
