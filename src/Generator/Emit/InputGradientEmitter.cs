using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of an input gradient: sums along the units, so that the weight is read as it is stored. A tile of rows
/// x 4 inputs keeps a vector of partial sums for each element, adds them up and collects the sums in the destination;
/// when 16 inputs of all rows are there, the epilogue runs over them. Printed once for each vector width.
/// </summary>
internal sealed class InputGradientEmitter(CodeWriter writer, VectorPrinter printer, InputGradientPlan plan)
{
    private const int Block = Layouts.Granularity;
    private readonly Tile _tile = Tile.ForInputGradient(printer.Set);
    private readonly int _destination =
        plan.Epilogue.Program.Operations[plan.Epilogue.Program.Operations.Count - 1].Slot;

    private string Stream => plan.Epilogue.StreamNames[_destination];

    private string Stride => Literals.Integer(plan.Epilogue.StreamStrides[_destination]);

    public void Write()
    {
        string parameters = string.Join(", ", new[] { "ref float gradientByProduct", "nuint rows", "ref float weights" }
            .Concat(EpilogueEmitter.KernelParameters(plan.Epilogue)));
        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        using (writer.Block($"internal static void {plan.Name}({parameters})"))
        using (writer.Block("unchecked"))
        {
            int whole = plan.Inputs / Block * Block;
            if (whole > 0)
            {
                using (writer.Block($"for (nuint column = 0; column < {whole}; column += {Block})"))
                {
                    using (writer.Block($"for (nuint input = column; input < column + {Block}; input += {_tile.Vectors})"))
                    {
                        WriteTiles(_tile.Vectors);
                    }

                    WriteEpilogue("column", $"column + {Block}");
                }
            }

            if (whole < plan.Inputs)
            {
                using (writer.Block(string.Empty))
                {
                    WriteLastBlock(whole);
                }
            }
        }
    }

    // Fewer than 16 inputs are left: whole tiles, one that is not full, and zeros up to the padded width.
    private void WriteLastBlock(int first)
    {
        int tiles = (plan.Inputs - first) / _tile.Vectors;
        int left = (plan.Inputs - first) % _tile.Vectors;
        int end = first + (tiles * _tile.Vectors);
        if (tiles > 0)
        {
            using (writer.Block($"for (nuint input = {first}; input < {end}; input += {_tile.Vectors})"))
            {
                WriteTiles(_tile.Vectors);
            }
        }

        if (left > 0)
        {
            using (writer.Block(string.Empty))
            {
                writer.Line($"const uint input = {Literals.Integer(end)};");
                WriteTiles(left);
            }

            end += _tile.Vectors;
        }

        if (end < first + Block)
        {
            using (writer.Block("for (nuint row = 0; row < rows; row++)"))
            using (writer.Block($"for (nuint input = {end}; input < {first + Block}; input++)"))
            {
                writer.Line($"{VectorPrinter.Unsafe}.Add(ref {Stream}, row * {Stride} + input) = 0f;");
            }
        }

        WriteEpilogue(Literals.Integer(first), Literals.Integer(first + Block));
    }

    private void WriteTiles(int inputs)
    {
        writer.Line("nuint row = 0;");
        foreach (int rows in _tile.RowSteps)
        {
            string header = rows == 1 && _tile.Rows > 1 ? "for (; row < rows; row++)" : $"for (; row + {rows} <= rows; row += {rows})";
            using (writer.Block(header))
            {
                WriteTile(rows, inputs);
            }
        }
    }

    private void WriteTile(int rows, int inputs)
    {
        writer.Line($"// {rows} rows x {inputs} inputs of sums over {plan.Columns}.");
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < inputs; j++)
            {
                writer.Line($"{printer.Type} sum{i}_{j} = {printer.Zero};");
            }
        }

        bool hasPanels = plan.Columns > plan.PanelWidth;
        writer.Line($"ref float g = ref {VectorPrinter.Unsafe}.Add(ref gradientByProduct, row * {plan.GradientStride});");
        writer.Line($"ref float w = ref {VectorPrinter.Unsafe}.Add(ref weights, input * {plan.PanelWidth});");
        if (hasPanels)
        {
            writer.Open($"for (nuint panel = 0; panel < {plan.Columns}; panel += {plan.PanelWidth})");
        }

        // Scalar code would be 64 times the lines: it walks the panel in a loop of its own.
        bool unrolled = printer.Lanes > 1;
        int steps = plan.PanelWidth / printer.Lanes;
        if (unrolled)
        {
            writer.Line($"ref float gp = ref {VectorPrinter.Unsafe}.Add(ref g, {(hasPanels ? "panel" : "0")});");
            writer.Line($"ref float wp = ref {VectorPrinter.Unsafe}.Add(ref w, {(hasPanels ? $"panel * {plan.PanelInputs}" : "0")});");
            for (int step = 0; step < steps; step++)
            {
                WriteStep(rows, inputs, "_" + Literals.Integer(step), step * printer.Lanes);
            }
        }
        else
        {
            using (writer.Block($"for (nuint unit = 0; unit < {plan.PanelWidth}; unit++)"))
            {
                writer.Line($"ref float gp = ref {VectorPrinter.Unsafe}.Add(ref g, {(hasPanels ? "panel + unit" : "unit")});");
                writer.Line($"ref float wp = ref {VectorPrinter.Unsafe}.Add(ref w, {(hasPanels ? $"panel * {plan.PanelInputs} + unit" : "unit")});");
                WriteStep(rows, inputs, string.Empty, 0);
            }
        }

        if (hasPanels)
        {
            writer.Close();
        }

        for (int i = 0; i < rows; i++)
        {
            string sums = string.Join(", ", Enumerable.Range(0, _tile.Vectors).Select(j => j < inputs ? $"sum{i}_{j}" : printer.Zero));
            writer.Line($"{SourceFile.KernelMath}.StoreSums({sums}, ref {VectorPrinter.Unsafe}.Add(ref {Stream}, ({VectorPrinter.Plus("row", i)}) * {Stride} + input));");
        }
    }

    private void WriteStep(int rows, int inputs, string suffix, int offset)
    {
        for (int j = 0; j < inputs; j++)
        {
            writer.Line($"{printer.Type} w{j}{suffix} = {printer.Load("wp", (j * plan.PanelWidth) + offset)};");
        }

        for (int i = 0; i < rows; i++)
        {
            writer.Line($"{printer.Type} g{i}{suffix} = {printer.Load("gp", (i * plan.GradientStride) + offset)};");
            for (int j = 0; j < inputs; j++)
            {
                writer.Line($"sum{i}_{j} = {printer.MultiplyAdd($"g{i}{suffix}", $"w{j}{suffix}", $"sum{i}_{j}")};");
            }
        }
    }

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
