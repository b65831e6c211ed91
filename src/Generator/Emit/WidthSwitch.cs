using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>The choice of a vector width's code where not every width has one.</summary>
internal static class WidthSwitch
{
    /// <summary>Writes the body of a method that runs the code and returns true, or returns false where there is none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="width">C# expression of the width.</param>
    /// <param name="sets">The widths that have code.</param>
    /// <param name="run">The statement that runs it, given the class of its width.</param>
    /// <param name="otherwise">A statement for all other widths; empty for none.</param>
    public static void Write(CodeWriter writer, string width, IEnumerable<InstructionSet> sets, Func<string, string> run, string otherwise = "")
    {
        using (writer.Block($"switch ({width})"))
        {
            foreach (InstructionSet set in sets)
            {
                writer.Line($"case global::DropoutGen.VectorWidth.{set}:");
                writer.Line($"    {run(KernelEmitter.ClassName(set))}");
                writer.Line("    return true;");
            }

            writer.Line("default:");
            if (otherwise.Length > 0)
            {
                writer.Line($"    {otherwise}");
            }

            writer.Line("    return false;");
        }
    }
}
