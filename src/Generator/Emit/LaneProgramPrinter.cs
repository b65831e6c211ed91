using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>Prints a lane program as statements: values used once become part of the expression that uses them.</summary>
internal static class LaneProgramPrinter
{
    // Longer expressions get a name of their own.
    private const int MaximumInlined = 90;

    public static void Write(CodeWriter writer, VectorPrinter printer, EpiloguePlan epilogue, bool returnsStored)
    {
        LaneProgram program = epilogue.Program;
        int[] uses = Uses(program);
        var expressions = new string[program.Operations.Count];
        for (int i = 0; i < program.Operations.Count; i++)
        {
            LaneOperation operation = program.Operations[i];
            if (operation.Code == LaneCode.Store)
            {
                string stream = epilogue.StreamNames[operation.Slot];
                if (returnsStored && i == program.Operations.Count - 1)
                {
                    writer.Line($"{printer.Type} stored = {Unwrapped(expressions[operation.A])};");
                    writer.Line(printer.StoreAt("stored", stream, stream + "At"));
                    writer.Line("return stored;");
                    continue;
                }

                writer.Line(printer.StoreAt(Unwrapped(expressions[operation.A]), stream, stream + "At"));
                continue;
            }

            string expression = Expression(printer, epilogue, operation, expressions);
            if (operation.Code is LaneCode.Accumulator or LaneCode.Constant or LaneCode.Scale
                || (uses[i] == 1 && expression.Length <= MaximumInlined))
            {
                expressions[i] = expression;
                continue;
            }

            expressions[i] = "v" + Literals.Integer(i);
            writer.Line($"{printer.Type} {expressions[i]} = {Unwrapped(expression)};");
        }
    }

    private static int[] Uses(LaneProgram program)
    {
        var uses = new int[program.Operations.Count];
        foreach (LaneOperation operation in program.Operations)
        {
            foreach (int operand in new[] { operation.A, operation.B, operation.C, operation.D })
            {
                if (operand >= 0)
                {
                    uses[operand]++;
                }
            }
        }

        return uses;
    }

    private static string Expression(VectorPrinter printer, EpiloguePlan epilogue, LaneOperation operation, string[] values)
    {
        string a = Operand(operation.A);
        string b = Operand(operation.B);
        string slot = Literals.Integer(operation.Slot);
        return operation.Code switch
        {
            LaneCode.Accumulator => "value",
            LaneCode.Load => printer.LoadAt(epilogue.StreamNames[operation.Slot], epilogue.StreamNames[operation.Slot] + "At"),
            LaneCode.Constant => operation.Constant == 0f ? printer.Zero : printer.Broadcast(Literals.Float(operation.Constant)),
            LaneCode.Scale => printer.Broadcast("scale" + slot),
            LaneCode.Add => $"({a} + {b})",
            LaneCode.Subtract => $"({a} - {b})",
            LaneCode.Multiply => $"({a} * {b})",
            LaneCode.MultiplyAdd => printer.MultiplyAdd(Unwrapped(a), Unwrapped(b), Unwrapped(Operand(operation.C))),
            LaneCode.SelectLess => printer.SelectLess(a, b, Operand(operation.C), Operand(operation.D)),
            LaneCode.Keep when operation.B < 0 => $"Keep({Unwrapped(a)}, {SourceFile.KernelMath}.MaskBits(ref mask{slot}, bit{slot}))",
            LaneCode.Keep => $"Choose({Unwrapped(a)}, {Unwrapped(b)}, {SourceFile.KernelMath}.MaskBits(ref mask{slot}, bit{slot}))",
            _ => $"{SourceFile.KernelMath}.{operation.Function}({Unwrapped(a)})",
        };

        string Operand(int index) => index < 0 ? string.Empty : values[index];
    }

    // Outer parentheses are for operands only.
    private static string Unwrapped(string expression)
    {
        if (expression.Length < 2 || expression[0] != '(')
        {
            return expression;
        }

        int depth = 0;
        for (int i = 0; i < expression.Length - 1; i++)
        {
            depth += expression[i] == '(' ? 1 : expression[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return expression;
            }
        }

        return expression.Substring(1, expression.Length - 2);
    }
}
