using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>A lane program over a whole matrix.</summary>
internal static class ElementwiseEmitter
{
    public static void Write(CodeWriter writer, VectorPrinter printer, ElementwisePlan plan)
    {
        string parameters = string.Join(
            ", ", new[] { "nuint rows" }.Concat(EpilogueEmitter.KernelParameters(plan.Epilogue)));
        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        using (writer.UncheckedMethod($"internal static void {plan.Name}({parameters})"))
        using (writer.Block("for (nuint row = 0; row < rows; row++)"))
        using (writer.Block($"for (nuint column = 0; column < {plan.Columns}; column += {printer.Lanes})"))
        {
            writer.Line(EpilogueEmitter.Call(plan.Epilogue, string.Empty, "row", "column"));
        }
    }
}
