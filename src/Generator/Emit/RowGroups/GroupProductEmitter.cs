using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// The choreography of a product with the rows of a group in the lanes. A weight is a scalar that meets a vector of one unit's
/// values in all rows, so single units can be left out on both sides. The groups take turns inside a tile of units: about the
/// same part of the weight serves them all while it is in the cache. Printed once for each vector width that has it.
/// </summary>
internal sealed class GroupProductEmitter(CodeWriter writer, VectorPrinter printer, GroupProductPlan plan)
{
    private readonly int _units = GroupProductPlan.TileUnits(printer.Set, plan.Rows);
    private readonly int _vectors = plan.Rows / printer.Lanes;

    // The next tile's units, one after the other, at the place that this tile is at: the hardware does not foresee rows of a weight
    // of which half is left out. With 16 rows, where each multiply-add waits for a load already, it costs what it brings.
    private bool Prefetches =>
        printer.Set == InstructionSet.Vector512 && _vectors == 2 && Layouts.NeedsPrefetch(plan.Operations, 1, 1);

    private bool HasTwoChains => printer.Set == InstructionSet.Vector512 && _vectors == 1;

    public void Write()
    {
        var parameters = new List<string>
        {
            "nuint firstGroup",
            "nuint endGroup",
            "ref int resultCounts",
            "ref int results",
            "ref int reductionCounts",
            "ref int reduction",
            "ref float left",
            "ref float right",
        };
        if (plan.HasBias)
        {
            parameters.Add("ref int units");
            parameters.Add("ref float bias");
        }

        parameters.AddRange(EpilogueEmitter.KernelParameters(plan.Epilogue));
        writer.Line("// " + plan.Purpose);
        writer.Line(SourceFile.Kernel);
        using (writer.UncheckedMethod($"internal static void {plan.Name}({string.Join(", ", parameters)})"))
        {
            writer.Line("nuint most = 0;");
            using (writer.Block("for (nuint group = firstGroup; group < endGroup; group++)"))
            {
                writer.Line($"most = global::System.Math.Max(most, (nuint){VectorPrinter.Unsafe}.Add(ref resultCounts, group));");
            }

            using (writer.Block($"for (nuint tile = 0; tile < most; tile += {_units})"))
            using (writer.Block("for (nuint group = firstGroup; group < endGroup; group++)"))
            {
                WriteTile();
            }
        }
    }

    private void WriteTile()
    {
        writer.Line($"if (tile >= (nuint){VectorPrinter.Unsafe}.Add(ref resultCounts, group))");
        using (writer.Block(string.Empty))
        {
            writer.Line("continue;");
        }

        writer.Line();
        writer.Line($"// {_units} units x {plan.Rows} rows.");
        string at = $"group * {plan.ResultCapacity} + tile";
        writer.Line($"ref int to = ref {VectorPrinter.Unsafe}.Add(ref results, {at});");
        for (int i = 0; i < _units; i++)
        {
            writer.Line($"ref float w{i} = ref {VectorPrinter.Unsafe}.Add(ref right, {VectorPrinter.Scalar("to", i)});");
        }

        if (plan.HasBias)
        {
            writer.Line($"ref int unit = ref {VectorPrinter.Unsafe}.Add(ref units, {at});");
        }

        for (int i = 0; i < _units; i++)
        {
            string start = plan.HasBias
                ? printer.Broadcast($"{VectorPrinter.Unsafe}.Add(ref bias, {VectorPrinter.Scalar("unit", i)})")
                : printer.Zero;
            writer.Line($"{printer.Type} sum{i}_0 = {start};");
            for (int j = 1; j < _vectors; j++)
            {
                writer.Line($"{printer.Type} sum{i}_{j} = sum{i}_0;");
            }
        }

        string from = plan.ReductionCapacity == 0 ? "reduction" : $"{VectorPrinter.Unsafe}.Add(ref reduction, group * {plan.ReductionCapacity})";
        writer.Line($"ref int k = ref {from};");
        writer.Line($"ref int end = ref {VectorPrinter.Unsafe}.Add(ref k, {VectorPrinter.Unsafe}.Add(ref reductionCounts, group));");
        writer.Line($"ref float x = ref {VectorPrinter.Unsafe}.Add(ref left, group * {plan.LeftCapacity * plan.Rows});");
        if (Prefetches)
        {
            writer.Line("nuint next = 0;");
        }

        if (HasTwoChains)
        {
            WriteTwoChains();
        }

        using (writer.Block($"while ({VectorPrinter.Unsafe}.IsAddressLessThan(ref k, ref end))"))
        {
            WriteStep("sum", 0);
            WriteAdvance(1);
        }

        writer.Line($"nuint column = ({at}) * {plan.Rows};");
        WriteEpilogue();
    }

    // With a vector a unit there are as many sums as hide the latency of multiply-adds and none to spare: units of the list
    // in even and in odd places are summed apart.
    private void WriteTwoChains()
    {
        for (int i = 0; i < _units; i++)
        {
            writer.Line($"{printer.Type} odd{i}_0 = {printer.Zero};");
        }

        writer.Line($"ref int last = ref {VectorPrinter.Unsafe}.Subtract(ref end, 1);");
        using (writer.Block($"while ({VectorPrinter.Unsafe}.IsAddressLessThan(ref k, ref last))"))
        {
            using (writer.Block(string.Empty))
            {
                WriteStep("sum", 0);
            }

            using (writer.Block(string.Empty))
            {
                WriteStep("odd", 1);
            }

            WriteAdvance(2);
        }

        for (int i = 0; i < _units; i++)
        {
            writer.Line($"sum{i}_0 += odd{i}_0;");
        }
    }

    private void WriteStep(string sums, int place)
    {
        writer.Line($"nint w = {VectorPrinter.Scalar("k", place)};");
        if (Prefetches)
        {
            writer.Line($"{SourceFile.KernelMath}.Prefetch(ref {VectorPrinter.Unsafe}.Add(ref right, {VectorPrinter.Unsafe}.Add(ref to, next + {_units}) + w), {printer.Lanes});");
            writer.Line($"next = (next + 1) % {_units};");
        }

        for (int j = 0; j < _vectors; j++)
        {
            writer.Line($"{printer.Type} x{j} = {printer.Load("x", (place * plan.Rows) + (j * printer.Lanes))};");
        }

        for (int i = 0; i < _units; i++)
        {
            writer.Line($"{printer.Type} v{i} = {printer.Broadcast($"{VectorPrinter.Unsafe}.Add(ref w{i}, w)")};");
            for (int j = 0; j < _vectors; j++)
            {
                writer.Line($"{sums}{i}_{j} = {printer.MultiplyAdd($"v{i}", $"x{j}", $"{sums}{i}_{j}")};");
            }
        }
    }

    private void WriteAdvance(int places)
    {
        writer.Line($"x = ref {VectorPrinter.Unsafe}.Add(ref x, {places * plan.Rows});");
        writer.Line($"k = ref {VectorPrinter.Unsafe}.Add(ref k, {places});");
    }

    // All streams of the epilogue have the same layout.
    private void WriteEpilogue()
    {
        if (plan.Epilogue.Program.IsLight)
        {
            for (int i = 0; i < _units; i++)
            {
                for (int j = 0; j < _vectors; j++)
                {
                    writer.Line(EpilogueEmitter.Call(plan.Epilogue, $"sum{i}_{j}", "0", Column(i, j)));
                }
            }

            return;
        }

        // A long program for every accumulator would exceed the method's budget.
        string destination = plan.Epilogue.StreamNames[plan.Epilogue.Program.Operations[plan.Epilogue.Program.Operations.Count - 1].Slot];
        for (int i = 0; i < _units; i++)
        {
            for (int j = 0; j < _vectors; j++)
            {
                writer.Line(printer.StoreAt($"sum{i}_{j}", destination, Column(i, j)));
            }
        }

        using (writer.Block($"for (nuint i = column; i < column + {_units * plan.Rows}; i += {printer.Lanes})"))
        {
            writer.Line(EpilogueEmitter.Call(plan.Epilogue, printer.LoadAt(destination, "i"), "0", "i"));
        }
    }

    private string Column(int unit, int vector) => VectorPrinter.Plus("column", (unit * plan.Rows) + (vector * printer.Lanes));
}
