using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of a weight gradient: a tile of inputs x units is summed over all rows and goes from the
/// accumulators straight into the update rule. Printed once for each vector width.
/// </summary>
internal sealed class WeightGradientEmitter(CodeWriter writer, VectorPrinter printer, WeightGradientPlan plan)
{
    private readonly Tile _tile = Tile.ForWeightGradient(printer.Set, plan.PanelWidth);

    public void Write()
    {
        writer.Line("// " + plan.Purpose);
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"internal static void {plan.Name}<TRule>(ref float left, ref float gradient, nuint rows, ref float weights, ref float state, nuint stateOffset, nuint stateStride, TRule rule)");
        using (writer.Block("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        using (writer.Block("unchecked"))
        {
            int inputs = Math.Min(_tile.Rows, plan.Inputs);
            int whole = plan.Inputs / inputs * inputs;
            using (writer.Block($"for (nuint panel = 0; panel < {plan.Columns}; panel += {plan.PanelWidth})"))
            using (writer.Block($"for (nuint inner = 0; inner < {plan.PanelWidth}; inner += {_tile.Vectors * printer.Lanes})"))
            {
                using (writer.Block($"for (nuint input = 0; input < {whole}; input += {inputs})"))
                {
                    WriteTile(inputs);
                }

                if (whole < plan.Inputs)
                {
                    using (writer.Block(string.Empty))
                    {
                        writer.Line($"const uint input = {whole};");
                        WriteTile(plan.Inputs - whole);
                    }
                }
            }
        }
    }

    private void WriteTile(int inputs)
    {
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < _tile.Vectors; j++)
            {
                writer.Line($"{printer.Type} sum{i}_{j} = {printer.Zero};");
            }
        }

        writer.Line("nuint xAt = input;");
        writer.Line("nuint gAt = panel + inner;");
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

        writer.Line($"nuint at = panel * {plan.Inputs} + (nuint)input * {plan.PanelWidth} + inner;");
        writer.Line($"ref float w = ref {VectorPrinter.Unsafe}.Add(ref weights, at);");
        writer.Line("nuint s = stateOffset + at;");
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < _tile.Vectors; j++)
            {
                int offset = (i * plan.PanelWidth) + (j * printer.Lanes);
                writer.Line($"TRule.Update(in rule, ref {VectorPrinter.Unsafe}.Add(ref w, {offset}), ref state, s + {offset}, stateStride, sum{i}_{j});");
            }
        }
    }
}
