using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of a weight gradient: a tile of inputs x units is summed over all rows and goes from the
/// accumulators straight into the update rule. A range of the inputs, or of the panels, is one thread's. Printed once for
/// each vector width.
/// </summary>
internal sealed class WeightGradientEmitter(CodeWriter writer, VectorPrinter printer, WeightGradientPlan plan)
{
    private readonly Tile _tile = Tile.ForWeightGradient(printer.Set, plan.PanelWidth);

    // Scalar code is there to be right, not fast.
    private bool HasSingleRow => plan.HasSingleRow && printer.Lanes > 1;

    public void Write()
    {
        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        writer.Line($"internal static void {plan.Name}<TRule>(ref float left, ref float gradient, nuint rows, nuint first, nuint end, {MaskParameters}ref float weights, ref float state, nuint stateOffset, nuint stateStride, TRule rule)");
        using (writer.UncheckedMethod("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            if (HasSingleRow)
            {
                int length = plan.IsSharedByPanels ? plan.Columns : plan.Inputs;
                using (writer.Block($"if (rows == 1 && first == 0 && end == {Literals.Integer(length)})"))
                {
                    writer.Line($"{plan.Name}OfRow(ref left, ref gradient, {(IsMasked ? "ref mask, scale, " : string.Empty)}ref weights, ref state, stateOffset, stateStride, rule);");
                    writer.Line("return;");
                }
            }

            int inputs = InputStep(_tile, plan);
            int whole = plan.Inputs / inputs * inputs;
            bool byPanels = plan.IsSharedByPanels;
            using var loop = new ColumnLoop(writer, plan.Columns, plan.PanelWidth, _tile.Vectors * printer.Lanes, byPanels).Open();
            writer.Line($"nuint input = {(byPanels ? "0" : "first")};");
            string last = byPanels ? Literals.Integer(whole) : "end";
            using (writer.Block($"for (; input + {inputs} <= {last}; input += {inputs})"))
            {
                WriteTile(inputs);
            }

            if (whole < plan.Inputs)
            {
                using (writer.Block(byPanels ? string.Empty : "if (input < end)"))
                {
                    WriteTile(plan.Inputs - whole);
                }
            }
        }

        if (HasSingleRow)
        {
            WriteSingleRow();
        }
    }

    // One row: nothing to sum, and a rule that ignores zeros leaves out the weights of inputs that are zero.
    private void WriteSingleRow()
    {
        writer.Line();
        writer.Line("// The same for a single row: nothing is summed, and inputs that are zero may be left out.");
        writer.Line(SourceFile.Kernel);
        writer.Line($"private static void {plan.Name}OfRow<TRule>(ref float left, ref float gradient, {MaskParameters}ref float weights, ref float state, nuint stateOffset, nuint stateStride, TRule rule)");
        using (writer.UncheckedMethod("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            writer.Line($"global::System.Span<int> positions = stackalloc int[{Literals.Integer(plan.Inputs)}];");
            writer.Line($"nuint count = {SourceFile.KernelMath}.ListUpdated(in rule, ref left, positions);");
            writer.Line("ref int position = ref positions[0];");
            using var loop = new ColumnLoop(writer, plan.Columns, plan.PanelWidth, _tile.Vectors * printer.Lanes).Open();
            for (int j = 0; j < _tile.Vectors; j++)
            {
                writer.Line($"{printer.Type} g{j} = {printer.LoadAt("gradient", VectorPrinter.Plus("column", j * printer.Lanes))};");
            }

            using (writer.Block("for (nuint i = 0; i < count; i++)"))
            {
                writer.Line($"nuint input = (nuint){VectorPrinter.Unsafe}.Add(ref position, i);");
                writer.Line($"{printer.Type} x = {printer.Broadcast($"{VectorPrinter.Unsafe}.Add(ref left, input)")};");
                writer.Line($"nuint at = panel * {plan.PanelRows} + input * {plan.PanelWidth} + inner;");
                writer.Line($"ref float w = ref {VectorPrinter.Unsafe}.Add(ref weights, at);");
                writer.Line("nuint s = stateOffset + at;");
                for (int j = 0; j < _tile.Vectors; j++)
                {
                    WriteUpdate(j * printer.Lanes, $"x * g{j}", "input", j * printer.Lanes);
                }
            }
        }
    }

    private bool IsMasked => plan.MaskRowBits > 0;

    private string MaskParameters => IsMasked ? "ref uint mask, float scale, "
        : plan.Penalty != WeightPenalty.None ? "ref float factors, ref float values, "
        : string.Empty;

    // A penalty's factor times the weight itself, which is not where gradients that are kept go to.
    private string WithPenalty(string gradient, int row, int column) => plan.Penalty == WeightPenalty.None
        ? gradient
        : printer.MultiplyAdd(
            plan.Penalty == WeightPenalty.Rows
                ? printer.Broadcast($"{VectorPrinter.Unsafe}.Add(ref factors, {VectorPrinter.Plus("input", row)})")
                : printer.LoadAt("factors", VectorPrinter.Plus("column", column)),
            printer.LoadAt("values", VectorPrinter.Plus("at", (row * plan.PanelWidth) + column)),
            gradient);

    private void WriteUpdate(int offset, string gradient, string input, int column) => writer.Line(
        $"TRule.Update(in rule, ref {VectorPrinter.Unsafe}.Add(ref w, {Literals.Integer(offset)}), ref state, s + {Literals.Integer(offset)}, stateStride, {Masked(printer, plan, gradient, $"{input} * {Literals.Integer(plan.MaskRowBits)} + {VectorPrinter.Plus("column", column)}")});");

    /// <summary>The gradient of a masked weight: scaled, or zero where the weight was dropped.</summary>
    public static string Masked(VectorPrinter printer, WeightGradientPlan plan, string gradient, string bit) => plan.MaskRowBits == 0
        ? gradient
        : $"Keep({printer.Broadcast("scale")} * ({gradient}), {SourceFile.KernelMath}.MaskBits(ref mask, {bit}))";

    /// <summary>What a part of the weight is a multiple of: the start and end of a kernel's range.</summary>
    public static (int Length, int Step) Share(InstructionSet set, WeightGradientPlan plan) => plan.IsSharedByPanels
        ? (plan.Columns, plan.PanelWidth)
        : (plan.Inputs, InputStep(Tile.ForWeightGradient(set, plan.PanelWidth), plan));

    private static int InputStep(Tile tile, WeightGradientPlan plan) => Math.Min(tile.Rows, plan.Inputs);

    private void WriteTile(int inputs)
    {
        writer.Line($"// {inputs} inputs x {_tile.Vectors * printer.Lanes} units, summed over the rows.");
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < _tile.Vectors; j++)
            {
                writer.Line($"{printer.Type} sum{i}_{j} = {printer.Zero};");
            }
        }

        writer.Line($"nuint at = panel * {plan.PanelRows} + input * {plan.PanelWidth} + inner;");
        writer.Line($"ref float w = ref {VectorPrinter.Unsafe}.Add(ref weights, at);");
        writer.Line("nuint s = stateOffset + at;");
        WritePrefetch(inputs);
        writer.Line($"nuint xAt = input;");
        writer.Line("nuint gAt = column;");
        using (writer.Block("for (nuint row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float x = ref {VectorPrinter.Unsafe}.Add(ref left, xAt);");
            writer.Line($"ref float g = ref {VectorPrinter.Unsafe}.Add(ref gradient, gAt);");
            for (int j = 0; j < _tile.Vectors; j++)
            {
                writer.Line($"{printer.Type} g{j} = {printer.Load("g", j * printer.Lanes)};");
            }

            for (int i = 0; i < inputs; i++)
            {
                writer.Line($"{printer.Type} x{i} = {printer.Broadcast(VectorPrinter.Scalar("x", i))};");
                for (int j = 0; j < _tile.Vectors; j++)
                {
                    writer.Line($"sum{i}_{j} = {printer.MultiplyAdd($"x{i}", $"g{j}", $"sum{i}_{j}")};");
                }
            }

            writer.Line($"xAt += {plan.LeftStride};");
            writer.Line($"gAt += {plan.GradientStride};");
        }

        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < _tile.Vectors; j++)
            {
                string row = i == 0 ? "input" : $"(input + {Literals.Integer(i)})";
                WriteUpdate((i * plan.PanelWidth) + (j * printer.Lanes), WithPenalty($"sum{i}_{j}", i, j * printer.Lanes), row, j * printer.Lanes);
            }
        }
    }

    // The next tile's weights and what the optimizer keeps for them, while this tile is summed. A rule's number of states
    // is a constant to the compiler.
    private void WritePrefetch(int inputs)
    {
        if (printer.Lanes == 1)
        {
            return;
        }

        int values = inputs * plan.PanelWidth;
        bool isLarge = Layouts.NeedsPrefetch(plan.Inputs, plan.Columns, 1);
        if (isLarge)
        {
            writer.Line($"{SourceFile.KernelMath}.Prefetch(ref {VectorPrinter.Unsafe}.Add(ref w, {values}), {values});");
        }

        if (!Layouts.NeedsPrefetch(plan.Inputs, plan.Columns, 3))
        {
            return;
        }

        using (writer.Block("if (rule.StateCount > 0)"))
        {
            if (!isLarge)
            {
                writer.Line($"{SourceFile.KernelMath}.Prefetch(ref {VectorPrinter.Unsafe}.Add(ref w, {values}), {values});");
            }

            writer.Line($"{SourceFile.KernelMath}.Prefetch(ref {VectorPrinter.Unsafe}.Add(ref state, s + {values}), {values});");
            using (writer.Block("if (rule.StateCount > 1)"))
            {
                writer.Line($"{SourceFile.KernelMath}.Prefetch(ref {VectorPrinter.Unsafe}.Add(ref state, s + stateStride + {values}), {values});");
            }
        }
    }
}
