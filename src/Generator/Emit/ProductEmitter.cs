using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of a product: for each panel of columns, for each tile of rows, start the accumulators, add up over
/// the reduction, hand them to the epilogue. Printed once for each vector width.
/// </summary>
internal sealed class ProductEmitter(CodeWriter writer, VectorPrinter printer, ProductPlan plan)
{
    private readonly Tile _tile = Tile.ForProduct(printer.Set, plan.PanelWidth);

    public void Write()
    {
        var parameters = new List<string> { "ref float left", "nuint rows", "ref float right" };
        if (plan.HasBias)
        {
            parameters.Add("ref float bias");
        }

        parameters.AddRange(EpilogueEmitter.KernelParameters(plan.Epilogue));

        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        using (writer.UncheckedMethod($"internal static void {plan.Name}({string.Join(", ", parameters)})"))
        {
            if (plan.SkipsZeros)
            {
                writer.Line($"global::System.Span<int> positions = stackalloc int[{Literals.Integer(plan.Reduction)}];");
            }

            using var loop = new ColumnLoop(writer, plan.Columns, plan.PanelWidth, _tile.Vectors * printer.Lanes).Open();
            writer.Line($"ref float weights = ref {VectorPrinter.Unsafe}.Add(ref right, panel * {plan.PanelRows} + inner);");
            writer.Line("nuint row = 0;");
            foreach (int rows in _tile.RowSteps)
            {
                using (writer.Block($"for (; row + {rows} <= rows; row += {rows})"))
                {
                    WriteTile(rows);
                }
            }
        }
    }

    private void WriteTile(int rows)
    {
        writer.Line($"// {rows} rows x {_tile.Vectors * printer.Lanes} columns of sums over {plan.Reduction}.");
        for (int j = 0; j < _tile.Vectors; j++)
        {
            string start = plan.HasBias
                ? printer.LoadAt("bias", VectorPrinter.Plus("column", j * printer.Lanes))
                : printer.Zero;
            writer.Line($"{printer.Type} sum0_{j} = {start};");
            for (int i = 1; i < rows; i++)
            {
                writer.Line($"{printer.Type} sum{i}_{j} = sum0_{j};");
            }
        }

        writer.Line($"ref float x = ref {VectorPrinter.Unsafe}.Add(ref left, row * {plan.LeftStride});");
        if (rows == 1 && plan.SkipsZeros)
        {
            // A single row: behind dropout and ReLU most of it is zero.
            writer.Line($"nuint count = {SourceFile.KernelMath}.ListNonZeros(ref x, positions);");
            writer.Line("ref int position = ref positions[0];");
            using (writer.Block("for (nuint i = 0; i < count; i++)"))
            {
                writer.Line($"nuint k = (nuint){VectorPrinter.Unsafe}.Add(ref position, i);");
                WriteStep(rows);
            }
        }
        else
        {
            using (writer.Block($"for (nuint k = 0; k < {plan.Reduction}; k++)"))
            {
                WriteStep(rows);
            }
        }

        if (plan.Epilogue.Program.IsLight)
        {
            WriteRegisterEpilogue(rows);
        }
        else
        {
            WriteMemoryEpilogue(rows);
        }
    }

    private void WriteStep(int rows)
    {
        writer.Line($"ref float xk = ref {VectorPrinter.Unsafe}.Add(ref x, k);");
        writer.Line($"ref float wk = ref {VectorPrinter.Unsafe}.Add(ref weights, k * {plan.PanelWidth});");
        for (int j = 0; j < _tile.Vectors; j++)
        {
            writer.Line($"{printer.Type} w{j} = {printer.Load("wk", j * printer.Lanes)};");
        }

        for (int i = 0; i < rows; i++)
        {
            writer.Line($"{printer.Type} x{i} = {printer.Broadcast(VectorPrinter.Scalar("xk", i * plan.LeftStride))};");
            for (int j = 0; j < _tile.Vectors; j++)
            {
                writer.Line($"sum{i}_{j} = {printer.MultiplyAdd($"x{i}", $"w{j}", $"sum{i}_{j}")};");
            }
        }
    }

    private void WriteRegisterEpilogue(int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < _tile.Vectors; j++)
            {
                writer.Line(EpilogueEmitter.Call(
                    plan.Epilogue, $"sum{i}_{j}", VectorPrinter.Plus("row", i), VectorPrinter.Plus("column", j * printer.Lanes)));
            }
        }
    }

    // A long program once for every accumulator would exceed the method's budget: the sums go through the destination,
    // which is still in the first-level cache, and one loop applies the program.
    private void WriteMemoryEpilogue(int rows)
    {
        int destination = plan.Epilogue.Program.Operations[plan.Epilogue.Program.Operations.Count - 1].Slot;
        string stride = Literals.Integer(plan.Epilogue.StreamStrides[destination]);
        string stream = plan.Epilogue.StreamNames[destination];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < _tile.Vectors; j++)
            {
                writer.Line(printer.StoreAt(
                    $"sum{i}_{j}", stream, $"({VectorPrinter.Plus("row", i)}) * {stride} + {VectorPrinter.Plus("column", j * printer.Lanes)}"));
            }
        }

        using (writer.Block($"for (nuint i = row; i < row + {rows}; i++)"))
        using (writer.Block($"for (nuint j = column; j < column + {_tile.Vectors * printer.Lanes}; j += {printer.Lanes})"))
        {
            string value = printer.LoadAt(stream, $"i * {stride} + j");
            writer.Line(EpilogueEmitter.Call(plan.Epilogue, value, "i", "j"));
        }
    }
}
