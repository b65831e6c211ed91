using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of a product whose sums run along the storage, so that the weight is read as it is stored: the input
/// gradient of a layer, or the forward pass of one that is stored transposed. A tile of rows x 4 columns keeps a vector of
/// partial sums for each element, adds them up and collects the sums in the destination; when 16 columns of all rows are
/// there, the epilogue runs over them. Printed once for each vector width.
/// </summary>
internal sealed class DotProductEmitter(CodeWriter writer, VectorPrinter printer, DotProductPlan plan)
{
    private const int Block = Layouts.Granularity;
    private readonly Tile _tile = Tile.ForDotProducts(printer.Set);
    private readonly int _destination =
        plan.Epilogue.Program.Operations[plan.Epilogue.Program.Operations.Count - 1].Slot;

    private string Stream => plan.Epilogue.StreamNames[_destination];

    private string Stride => Literals.Integer(plan.Epilogue.StreamStrides[_destination]);

    public void Write()
    {
        string[] sides = ["ref float left", "nuint rows", "ref float weights"];
        string[] bias = plan.HasBias ? ["ref float bias"] : [];
        string parameters = string.Join(", ", [.. sides, .. bias, .. EpilogueEmitter.KernelParameters(plan.Epilogue)]);
        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        using (writer.UncheckedMethod($"internal static void {plan.Name}({parameters})"))
        {
            int whole = plan.Columns / Block * Block;
            if (whole > 0)
            {
                using (writer.Block($"for (nuint block = 0; block < {whole}; block += {Block})"))
                {
                    using (writer.Block($"for (nuint column = block; column < block + {Block}; column += {_tile.Vectors})"))
                    {
                        WriteTiles(_tile.Vectors);
                    }

                    WriteEpilogue("block", $"block + {Block}");
                }
            }

            if (whole < plan.Columns)
            {
                using (writer.Block(string.Empty))
                {
                    WriteLastBlock(whole);
                }
            }
        }
    }

    // Fewer than 16 columns are left: whole tiles, and one that is not full.
    private void WriteLastBlock(int first)
    {
        int tiles = (plan.Columns - first) / _tile.Vectors;
        int left = (plan.Columns - first) % _tile.Vectors;
        int end = first + (tiles * _tile.Vectors);
        if (plan.ClearsPadding)
        {
            using (writer.Block("for (nuint row = 0; row < rows; row++)"))
            {
                for (int column = first; column < first + Block; column += printer.Lanes)
                {
                    writer.Line(printer.StoreAt(printer.Zero, Stream, $"row * {Stride} + {Literals.Integer(column)}"));
                }
            }
        }

        if (tiles > 0)
        {
            using (writer.Block($"for (nuint column = {first}; column < {end}; column += {_tile.Vectors})"))
            {
                WriteTiles(_tile.Vectors);
            }
        }

        if (left > 0)
        {
            using (writer.Block(string.Empty))
            {
                writer.Line($"const uint column = {Literals.Integer(end)};");
                WriteTiles(left);
            }
        }

        WriteEpilogue(Literals.Integer(first), Literals.Integer(first + Block));
    }

    private void WriteTiles(int columns)
    {
        writer.Line("nuint row = 0;");
        foreach (int rows in (columns == 1 ? Tile.SingleColumn : _tile).DotProductRowSteps(plan.IsRare))
        {
            string header = rows == 1 && _tile.Rows > 1 ? "for (; row < rows; row++)" : $"for (; row + {rows} <= rows; row += {rows})";
            using (writer.Block(header))
            {
                WriteTile(rows, columns);
            }
        }
    }

    private void WriteTile(int rows, int columns)
    {
        if (plan.HasBias)
        {
            writer.Line($"ref float start = ref {VectorPrinter.Unsafe}.Add(ref bias, column);");
        }

        writer.Line($"// {rows} rows x {columns} columns of sums over {plan.Length}.");
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                string start = !plan.HasBias ? printer.Zero : i > 0 ? $"sum0_{j}" : printer.FirstLane(VectorPrinter.Scalar("start", j));
                writer.Line($"{printer.Type} sum{i}_{j} = {start};");
            }
        }

        bool hasPanels = plan.Length > plan.PanelWidth;
        writer.Line($"ref float x = ref {VectorPrinter.Unsafe}.Add(ref left, row * {plan.LeftStride});");
        writer.Line($"ref float w = ref {VectorPrinter.Unsafe}.Add(ref weights, column * {plan.PanelWidth});");
        if (hasPanels)
        {
            writer.Open($"for (nuint panel = 0; panel < {plan.Length}; panel += {plan.PanelWidth})");
        }

        // A step of a 4 x 4 tile is work enough for a turn of the loop; smaller tiles take two.
        int unrolled = Math.Min(plan.PanelWidth / printer.Lanes, printer.Lanes is 8 or 4 ? 2 : 1) * printer.Lanes;
        bool isLoop = unrolled < plan.PanelWidth;
        if (isLoop)
        {
            writer.Open($"for (nuint k = 0; k < {plan.PanelWidth}; k += {unrolled})");
        }

        string left = Sum(hasPanels ? "panel" : null, isLoop ? "k" : null);
        string right = Sum(hasPanels ? $"panel * {plan.PanelRows}" : null, isLoop ? "k" : null);
        writer.Line($"ref float xp = ref {VectorPrinter.Unsafe}.Add(ref x, {left});");
        writer.Line($"ref float wp = ref {VectorPrinter.Unsafe}.Add(ref w, {right});");
        for (int step = 0; step < unrolled; step += printer.Lanes)
        {
            WriteStep(rows, columns, "_" + Literals.Integer(step), step);
        }

        if (isLoop)
        {
            writer.Close();
        }

        if (hasPanels)
        {
            writer.Close();
        }

        if (columns == 1 && rows == 4)
        {
            // One column: the sums of four rows are added up together.
            writer.Line($"{SourceFile.KernelMath}.StoreSums(sum0_0, sum1_0, sum2_0, sum3_0, ref {VectorPrinter.Unsafe}.Add(ref {Stream}, row * {Stride} + column), {Stride});");
            return;
        }

        for (int i = 0; i < rows; i++)
        {
            string sums = string.Join(", ", Enumerable.Range(0, _tile.Vectors).Select(j => j < columns ? $"sum{i}_{j}" : printer.Zero));
            writer.Line($"{SourceFile.KernelMath}.StoreSums({sums}, ref {VectorPrinter.Unsafe}.Add(ref {Stream}, ({VectorPrinter.Plus("row", i)}) * {Stride} + column));");
        }
    }

    private void WriteStep(int rows, int columns, string suffix, int offset)
    {
        for (int j = 0; j < columns; j++)
        {
            writer.Line($"{printer.Type} w{j}{suffix} = {printer.Load("wp", (j * plan.PanelWidth) + offset)};");
        }

        for (int i = 0; i < rows; i++)
        {
            writer.Line($"{printer.Type} x{i}{suffix} = {printer.Load("xp", (i * plan.LeftStride) + offset)};");
            for (int j = 0; j < columns; j++)
            {
                writer.Line($"sum{i}_{j} = {printer.MultiplyAdd($"x{i}{suffix}", $"w{j}{suffix}", $"sum{i}_{j}")};");
            }
        }
    }

    private static string Sum(string? first, string? second) =>
        first is null ? second ?? "0" : second is null ? first : $"{first} + {second}";

    private void WriteEpilogue(string first, string end)
    {
        if (plan.Epilogue.Program.IsCopy)
        {
            return;
        }

        using (writer.Block("for (nuint row = 0; row < rows; row++)"))
        using (writer.Block($"for (nuint j = {first}; j < {end}; j += {printer.Lanes})"))
        {
            string value = printer.LoadAt(Stream, $"row * {Stride} + j");
            writer.Line(EpilogueEmitter.Call(plan.Epilogue, value, "row", "j"));
        }
    }
}
