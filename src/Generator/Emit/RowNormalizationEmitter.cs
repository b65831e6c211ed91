using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of a layer that needs moments of each row: the library sums the row, the program runs over it while it
/// stands in the first-level cache.
/// </summary>
internal static class RowNormalizationEmitter
{
    public static void Write(CodeWriter writer, VectorPrinter printer, RowNormalizationPlan plan)
    {
        string[] gradient = plan.IsBackward ? ["ref float behind"] : [];
        string[] weight = plan.HasWeight ? ["ref float gains"] : [];
        string parameters = string.Join(", ", [
            "nuint rows",
            "ref float front",
            .. gradient,
            .. weight,
            "ref float moments",
            .. EpilogueEmitter.KernelParameters(plan.Epilogue, i => plan.RowScales[i] < 0)]);
        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        using (writer.UncheckedMethod($"internal static void {plan.Name}({parameters})"))
        using (writer.Block("for (nuint row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float rowMoments = ref {At("moments", RowNormalizationPlan.Moments)};");
            writer.Line(Moments(printer, plan));
            for (int i = 0; i < plan.RowScales.Count; i++)
            {
                if (plan.RowScales[i] >= 0)
                {
                    writer.Line($"float scale{Literals.Integer(i)} = {VectorPrinter.Scalar("rowMoments", plan.RowScales[i])};");
                }
            }

            using (writer.Block($"for (nuint column = 0; column < {plan.Columns}; column += {printer.Lanes})"))
            {
                writer.Line(EpilogueEmitter.Call(plan.Epilogue, string.Empty, "row", "column"));
            }

            foreach (string stream in plan.ClearedStreams.Select(index => plan.Epilogue.StreamNames[index]))
            {
                writer.Line($"{SourceFile.KernelMath}.Clear(ref {VectorPrinter.Unsafe}.Add(ref {stream}, row * {plan.Stride} + {plan.Units}), {plan.Columns - plan.Units});");
            }
        }
    }

    private static string Moments(VectorPrinter printer, RowNormalizationPlan plan)
    {
        string width = $"global::DropoutGen.VectorWidth.{printer.Set}";
        string row = "ref " + At("front", plan.Stride);
        string units = Literals.Integer(plan.Units);
        if (!plan.IsBackward)
        {
            return $"{SourceFile.KernelMath}.RowMoments({width}, {row}, {units}, {Literals.Float((float)plan.Epsilon)}, ref rowMoments);";
        }

        string gains = plan.HasWeight ? "ref gains" : $"ref {VectorPrinter.Unsafe}.NullRef<float>()";
        return $"{SourceFile.KernelMath}.RowGradientMoments({width}, {row}, ref {At("behind", plan.Stride)}, {gains}, {units}, ref rowMoments);";
    }

    private static string At(string matrix, int stride) =>
        $"{VectorPrinter.Unsafe}.Add(ref {matrix}, row * {Literals.Integer(stride)})";
}
