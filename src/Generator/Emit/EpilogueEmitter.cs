using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>Prints lane programs as inlined helpers, and the calls of them.</summary>
internal static class EpilogueEmitter
{
    /// <summary>The helper that holds a program.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="printer">The width.</param>
    /// <param name="epilogue">The program.</param>
    /// <param name="returnsStored">Whether it returns what it stores last, if it <see cref="Returns"/> at all.</param>
    public static void WriteHelper(CodeWriter writer, VectorPrinter printer, EpiloguePlan epilogue, bool returnsStored)
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
        returnsStored &= Returns(epilogue);
        using (writer.UncheckedMethod($"private static {(returnsStored ? printer.Type : "void")} {epilogue.Name}({string.Join(", ", parameters)})"))
        {
            LaneProgramPrinter.Write(writer, printer, epilogue, returnsStored);
        }
    }

    /// <summary>Whether the helper can return what it stores: storing is the last that it does.</summary>
    public static bool Returns(EpiloguePlan epilogue) =>
        epilogue.Program.Operations[epilogue.Program.Operations.Count - 1].Code == LaneCode.Store;

    /// <summary>A call of the helper for the vector at a row and column.</summary>
    /// <param name="epilogue">The program.</param>
    /// <param name="value">The accumulator.</param>
    /// <param name="row">Expression of the row; 0 for the only one.</param>
    /// <param name="column">Expression of the column.</param>
    public static string Call(EpiloguePlan epilogue, string value, string row, string column)
    {
        var arguments = new List<string>();
        if (UsesAccumulator(epilogue.Program))
        {
            arguments.Add(value);
        }

        string At(int stride) => row == "0" || stride == 0
            ? column
            : $"{(row.IndexOf('+') < 0 ? row : $"({row})")} * {Literals.Integer(stride)} + {column}";

        for (int i = 0; i < epilogue.StreamNames.Count; i++)
        {
            arguments.Add($"ref {epilogue.StreamNames[i]}, {At(epilogue.StreamStrides[i])}");
        }

        for (int i = 0; i < epilogue.MaskRowBits.Count; i++)
        {
            arguments.Add($"ref mask{i}, {At(epilogue.MaskRowBits[i])}");
        }

        arguments.AddRange(Numbers(epilogue.Program.ScaleCount).Select(static i => $"scale{i}"));
        return $"{epilogue.Name}({string.Join(", ", arguments)});";
    }

    /// <summary>The parameters that a kernel has for its epilogue.</summary>
    /// <param name="epilogue">The program.</param>
    /// <param name="isArgument">Which of its scalars the caller gives; all by default.</param>
    public static IEnumerable<string> KernelParameters(EpiloguePlan epilogue, Func<int, bool>? isArgument = null) =>
    [
        .. epilogue.StreamNames.Select(static name => $"ref float {name}"),
        .. Numbers(epilogue.Program.MaskCount).Select(static i => $"ref uint mask{i}"),
        .. Enumerable.Range(0, epilogue.Program.ScaleCount)
            .Where(i => isArgument is null || isArgument(i))
            .Select(static i => "float scale" + Literals.Integer(i)),
    ];

    private static bool UsesAccumulator(LaneProgram program) =>
        program.Operations.Any(static operation => operation.Code == LaneCode.Accumulator);

    private static IEnumerable<string> Numbers(int count) =>
        Enumerable.Range(0, count).Select(static i => Literals.Integer(i));
}
