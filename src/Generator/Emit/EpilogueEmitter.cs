using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>Prints lane programs as inlined helpers, and the calls of them.</summary>
internal static class EpilogueEmitter
{
    /// <summary>The helper that holds a program.</summary>
    public static void WriteHelper(CodeWriter writer, VectorPrinter printer, EpiloguePlan epilogue)
    {
        var parameters = new List<string>();
        if (UsesAccumulator(epilogue.Program))
        {
            parameters.Add(printer.Type + " value");
        }

        parameters.AddRange(epilogue.StreamNames.Select(static name => $"ref float {name}, nuint {name}At"));
        parameters.AddRange(Numbers(epilogue.Program.MaskCount).Select(static i => $"ref uint mask{i}, nuint bit{i}"));
        parameters.AddRange(Numbers(epilogue.Program.ScaleCount).Select(static i => $"float scale{i}"));
        writer.Line(SourceFile.Inlined);
        using (writer.Block($"private static void {epilogue.Name}({string.Join(", ", parameters)})"))
        using (writer.Block("unchecked"))
        {
            LaneProgramPrinter.Write(writer, printer, epilogue);
        }
    }

    /// <summary>A call of the helper for the vector at a row and column.</summary>
    /// <param name="epilogue">The program.</param>
    /// <param name="value">The accumulator.</param>
    /// <param name="row">Expression of the row.</param>
    /// <param name="column">Expression of the column.</param>
    public static string Call(EpiloguePlan epilogue, string value, string row, string column)
    {
        var arguments = new List<string>();
        if (UsesAccumulator(epilogue.Program))
        {
            arguments.Add(value);
        }

        string factor = row.IndexOf('+') < 0 ? row : $"({row})";
        for (int i = 0; i < epilogue.StreamNames.Count; i++)
        {
            arguments.Add($"ref {epilogue.StreamNames[i]}, {factor} * {Literals.Integer(epilogue.StreamStrides[i])} + {column}");
        }

        for (int i = 0; i < epilogue.MaskRowBits.Count; i++)
        {
            arguments.Add($"ref mask{i}, {factor} * {Literals.Integer(epilogue.MaskRowBits[i])} + {column}");
        }

        arguments.AddRange(Numbers(epilogue.Program.ScaleCount).Select(static i => $"scale{i}"));
        return $"{epilogue.Name}({string.Join(", ", arguments)});";
    }

    /// <summary>The parameters that a kernel has for its epilogue.</summary>
    public static IEnumerable<string> KernelParameters(EpiloguePlan epilogue) =>
    [
        .. epilogue.StreamNames.Select(static name => $"ref float {name}"),
        .. Numbers(epilogue.Program.MaskCount).Select(static i => $"ref uint mask{i}"),
        .. Numbers(epilogue.Program.ScaleCount).Select(static i => $"float scale{i}"),
    ];

    private static bool UsesAccumulator(LaneProgram program) =>
        program.Operations.Any(static operation => operation.Code == LaneCode.Accumulator);

    private static IEnumerable<string> Numbers(int count) =>
        Enumerable.Range(0, count).Select(static i => Literals.Integer(i));
}
