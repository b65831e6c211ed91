using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>Prints lane programs as inlined helpers, and the calls of them.</summary>
internal static class EpilogueEmitter
{
    /// <summary>The helper that holds a program.</summary>
    public static void WriteHelper(CodeWriter writer, VectorPrinter printer, EpiloguePlan epilogue)
    {
        LaneProgram program = epilogue.Program;
        var parameters = new List<string>();
        if (UsesAccumulator(program))
        {
            parameters.Add(printer.Type + " value");
        }

        for (int i = 0; i < program.StreamCount; i++)
        {
            parameters.Add($"ref float stream{i}, nuint position{i}");
        }

        for (int i = 0; i < program.MaskCount; i++)
        {
            parameters.Add($"ref uint mask{i}, nuint bit{i}");
        }

        for (int i = 0; i < program.ScaleCount; i++)
        {
            parameters.Add($"float scale{i}");
        }

        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static void {epilogue.Name}({string.Join(", ", parameters)})"))
        using (writer.Block("unchecked"))
        {
            for (int i = 0; i < program.Operations.Count; i++)
            {
                writer.Line(Statement(printer, program.Operations[i], i));
            }
        }
    }

    /// <summary>A call of the helper for the vector at a row and column.</summary>
    /// <param name="epilogue">The program.</param>
    /// <param name="value">The accumulator.</param>
    /// <param name="row">Expression of the row.</param>
    /// <param name="column">Expression of the column.</param>
    public static string Call(EpiloguePlan epilogue, string value, string row, string column)
    {
        LaneProgram program = epilogue.Program;
        var arguments = new List<string>();
        if (UsesAccumulator(program))
        {
            arguments.Add(value);
        }

        for (int i = 0; i < program.StreamCount; i++)
        {
            arguments.Add($"ref stream{i}, ({row}) * {Literals.Integer(epilogue.StreamStrides[i])} + {column}");
        }

        for (int i = 0; i < program.MaskCount; i++)
        {
            arguments.Add($"ref mask{i}, ({row}) * {Literals.Integer(epilogue.MaskRowBits[i])} + {column}");
        }

        for (int i = 0; i < program.ScaleCount; i++)
        {
            arguments.Add($"scale{i}");
        }

        return $"{epilogue.Name}({string.Join(", ", arguments)});";
    }

    /// <summary>The parameters that a kernel has for its epilogue.</summary>
    public static IEnumerable<string> KernelParameters(LaneProgram program)
    {
        for (int i = 0; i < program.StreamCount; i++)
        {
            yield return $"ref float stream{i}";
        }

        for (int i = 0; i < program.MaskCount; i++)
        {
            yield return $"ref uint mask{i}";
        }

        for (int i = 0; i < program.ScaleCount; i++)
        {
            yield return $"float scale{i}";
        }
    }

    private static bool UsesAccumulator(LaneProgram program) =>
        program.Operations.Any(static operation => operation.Code == LaneCode.Accumulator);

    private static string Statement(VectorPrinter printer, LaneOperation operation, int index)
    {
        string a = "v" + Literals.Integer(operation.A);
        string b = "v" + Literals.Integer(operation.B);
        string c = "v" + Literals.Integer(operation.C);
        string d = "v" + Literals.Integer(operation.D);
        string slot = Literals.Integer(operation.Slot);
        if (operation.Code == LaneCode.Store)
        {
            return printer.StoreAt(a, "stream" + slot, "position" + slot);
        }

        string expression = operation.Code switch
        {
            LaneCode.Accumulator => "value",
            LaneCode.Load => printer.LoadAt("stream" + slot, "position" + slot),
            LaneCode.Constant => operation.Constant == 0f ? printer.Zero : printer.Broadcast(Literals.Float(operation.Constant)),
            LaneCode.Scale => printer.Broadcast("scale" + slot),
            LaneCode.Add => $"{a} + {b}",
            LaneCode.Subtract => $"{a} - {b}",
            LaneCode.Multiply => $"{a} * {b}",
            LaneCode.MultiplyAdd => printer.MultiplyAdd(a, b, c),
            LaneCode.SelectLess => printer.SelectLess(a, b, c, d),
            LaneCode.Keep => printer.Keep(a, $"KernelMath.MaskBits(ref mask{slot}, bit{slot})"),
            _ => $"KernelMath.{operation.Function}({a})",
        };
        return $"{printer.Type} v{Literals.Integer(index)} = {expression};";
    }
}
