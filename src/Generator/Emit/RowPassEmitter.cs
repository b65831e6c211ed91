using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>
/// Prints a pass over one row as straight-line code: each call's kernel in place, its loops unrolled, its addresses
/// constants. What one kernel leaves for the next goes through the same buffers, and sums are taken in the same order, so
/// that a row's result does not depend on how many rows there are; but for the gradients that a batch takes by a transposed weight,
/// which differ by rounding.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="printer">The width.</param>
/// <param name="names">What kernels work on.</param>
/// <param name="values">What is passed on in registers besides; null where all is read from the buffers.</param>
internal sealed class RowPassEmitter(CodeWriter writer, VectorPrinter printer, PassNames names, RowValues? values = null)
{
    private Dictionary<int, string> _results = [];

    public void Write(Call call, KernelPlan? kernel)
    {
        if (call.Comment.Length > 0)
        {
            writer.Line("// " + call.Comment);
        }

        // What is passed on is declared in front of the block, whose own names others have too.
        _results = Declare(call, kernel);
        using (writer.Block(string.Empty))
        {
            switch (call, kernel)
            {
                case (CopyInputsCall copy, _):
                    WriteCopy(copy);
                    break;
                case (ElementwiseCall elementwise, ElementwisePlan plan):
                    WriteArguments(plan.Epilogue, elementwise.Arguments);
                    for (int column = 0; column < plan.Columns; column += printer.Lanes)
                    {
                        WriteEpilogue(plan.Epilogue, string.Empty, column);
                    }

                    break;
                case (ProductCall product, ProductPlan plan):
                    WriteProduct(product, plan);
                    break;
                case (ProductCall product, DotProductPlan plan):
                    WriteDotProduct(product, plan);
                    break;
                case (WeightGradientCall weight, WeightGradientPlan plan):
                    WriteWeightGradient(weight, plan);
                    break;
                case (BiasGradientCall bias, _):
                    WriteBiasGradient(bias);
                    break;
            }
        }
    }

    /// <summary>Evaluates the loss and leaves its gradient where the backward pass starts.</summary>
    public void WriteLoss(NetworkPlan plan)
    {
        writer.Line("// loss");
        string logits = names.Buffer(plan.LogitsBuffer);
        string gradient = names.Buffer(plan.OutputGradientBuffer);
        if (plan.Loss.SingleLogitFunction.Length == 0)
        {
            writer.Line($"double loss = pass.EvaluateLoss(ref {logits}, ref {gradient}, ref targets);");
            return;
        }

        string vector = values!.Name(names.BufferName(plan.OutputGradientBuffer), 0);
        string logit = values.Scalar(plan.LogitsBuffer, 0) ?? logits;
        writer.Line($"double loss = global::DropoutGen.CompilerServices.SingleRowLoss.{plan.Loss.SingleLogitFunction}({logit}, targets, out float slope);");
        writer.Line($"{printer.Type} {vector} = {printer.FirstLane("slope")};");
        values.SetScalar(plan.OutputGradientBuffer, 0, "slope");
        for (int column = 0; column < plan.Buffers[plan.OutputGradientBuffer].PerRow; column += printer.Lanes)
        {
            values.SetVector(plan.OutputGradientBuffer, column, column == 0 ? vector : printer.Zero);
            writer.Line(printer.StoreAt(column == 0 ? vector : printer.Zero, gradient, Literals.Integer(column)));
        }
    }

    // Names of what the call leaves in registers, by column; of what it writes elsewhere nothing is known any more.
    private Dictionary<int, string> Declare(Call call, KernelPlan? kernel)
    {
        var results = new Dictionary<int, string>();
        if (values is null || kernel?.Fused is not { } epilogue)
        {
            return results;
        }

        EquatableArray<Operand> streams = call is ProductCall product ? product.Arguments.Streams : ((ElementwiseCall)call).Arguments.Streams;
        int last = -1;
        foreach (LaneOperation operation in epilogue.Program.Operations.Where(static operation => operation.Code == LaneCode.Store))
        {
            last = streams[operation.Slot].Index;
            values.Forget(last);
        }

        int columns = kernel switch
        {
            ProductPlan plan => plan.Columns,
            ElementwisePlan plan => plan.Columns,
            DotProductPlan plan when !plan.Epilogue.Program.IsCopy => Layouts.Padded(plan.Columns),
            _ => 0,
        };
        for (int column = 0; column < columns && EpilogueEmitter.Returns(epilogue); column += printer.Lanes)
        {
            string name = values.Name(names.BufferName(last), column);
            writer.Line($"{printer.Type} {name};");
            results.Add(column, name);
            values.SetVector(last, column, name);
        }

        if (kernel is DotProductPlan { Columns: 1, Epilogue.Program.IsCopy: true })
        {
            string name = values.Name(names.BufferName(last), 0);
            writer.Line($"float {name};");
            results.Add(0, name);
            values.SetScalar(last, 0, name);
        }

        return results;
    }

    private void WriteCopy(CopyInputsCall copy)
    {
        string destination = names.Buffer(copy.Buffer);
        for (int column = copy.Columns / Layouts.Granularity * Layouts.Granularity; column < Layouts.Padded(copy.Columns); column += printer.Lanes)
        {
            writer.Line(printer.StoreAt(printer.Zero, destination, Literals.Integer(column)));
        }

        writer.Line($"{SourceFile.KernelMath}.Copy(ref {names.Reference(new Operand(OperandKind.Inputs, 0))}, ref {destination}, {Literals.Integer(copy.Columns)});");
    }

    private string LoadRow(Operand operand, string reference, int column) =>
        (operand.Kind == OperandKind.Buffer ? values?.Vector(operand.Index, column) : null) ?? printer.Load(reference, column);

    private string BroadcastRow(Operand operand, int column) => printer.Broadcast(
        (operand.Kind == OperandKind.Buffer ? values?.Scalar(operand.Index, column) : null) ?? VectorPrinter.Scalar("left", column));

    private void WriteProduct(ProductCall call, ProductPlan plan)
    {
        WriteSides(call);
        WriteArguments(plan.Epilogue, call.Arguments);
        int vectors = plan.Columns / printer.Lanes;
        for (int j = 0; j < vectors; j++)
        {
            writer.Line($"{printer.Type} sum{j} = {(plan.HasBias ? printer.Load("bias", j * printer.Lanes) : printer.Zero)};");
        }

        for (int k = 0; k < plan.Reduction; k++)
        {
            writer.Line($"{printer.Type} x{k} = {BroadcastRow(call.Left, k)};");
            for (int j = 0; j < vectors; j++)
            {
                int column = j * printer.Lanes;
                int at = (((column / plan.PanelWidth * plan.PanelRows) + k) * plan.PanelWidth) + (column % plan.PanelWidth);
                writer.Line($"sum{j} = {printer.MultiplyAdd($"x{k}", printer.Load("right", at), $"sum{j}")};");
            }
        }

        for (int j = 0; j < vectors; j++)
        {
            WriteEpilogue(plan.Epilogue, $"sum{j}", j * printer.Lanes);
        }
    }

    private void WriteDotProduct(ProductCall call, DotProductPlan plan)
    {
        WriteSides(call);
        WriteArguments(plan.Epilogue, call.Arguments);
        int destination = plan.Epilogue.Program.Operations[plan.Epilogue.Program.Operations.Count - 1].Slot;
        string stream = plan.Epilogue.StreamNames[destination];
        int vectors = plan.Length / printer.Lanes;
        int padded = Layouts.Padded(plan.Columns);
        bool clearsPadding = plan.Columns < padded && (plan.ClearsPadding || !names.AreBuffersCleared);
        for (int column = 0; clearsPadding && column < padded; column += printer.Lanes)
        {
            writer.Line(printer.StoreAt(printer.Zero, stream, Literals.Integer(column)));
        }

        for (int v = 0; v < vectors; v++)
        {
            writer.Line($"{printer.Type} x{v} = {LoadRow(call.Left, "left", v * printer.Lanes)};");
        }

        int tile = Tile.ForDotProducts(printer.Set).Vectors;
        for (int first = 0; first < plan.Columns; first += tile)
        {
            int columns = Math.Min(tile, plan.Columns - first);
            for (int j = first; j < first + columns; j++)
            {
                string start = plan.HasBias ? printer.FirstLane(VectorPrinter.Scalar("bias", j)) : printer.Zero;
                writer.Line($"{printer.Type} sum{j} = {start};");
                for (int v = 0; v < vectors; v++)
                {
                    int k = v * printer.Lanes;
                    int at = (((k / plan.PanelWidth * plan.PanelRows) + j) * plan.PanelWidth) + (k % plan.PanelWidth);
                    writer.Line($"sum{j} = {printer.MultiplyAdd($"x{v}", printer.Load("right", at), $"sum{j}")};");
                }
            }

            WriteSums(stream, first, columns, tile, plan.Epilogue.Program.IsCopy);
        }

        for (int column = 0; !plan.Epilogue.Program.IsCopy && column < padded; column += printer.Lanes)
        {
            WriteEpilogue(plan.Epilogue, printer.Load(stream, column), column);
        }
    }

    private void WriteSums(string stream, int first, int columns, int tile, bool isCopy)
    {
        if (columns == 1)
        {
            string result = _results.TryGetValue(first, out string? name) && isCopy ? name + " = " : string.Empty;
            writer.Line($"{VectorPrinter.Scalar(stream, first)} = {result}{SourceFile.KernelMath}.Sum(sum{first});");
            return;
        }

        string sums = string.Join(", ", Enumerable.Range(0, tile).Select(j => j < columns ? $"sum{first + j}" : printer.Zero));
        writer.Line($"{SourceFile.KernelMath}.StoreSums({sums}, ref {VectorPrinter.Scalar(stream, first)});");
    }

    private void WriteWeightGradient(WeightGradientCall call, WeightGradientPlan plan)
    {
        writer.Line($"ref float left = ref {names.Reference(call.Left)};");
        writer.Line($"ref float gradient = ref {names.Reference(call.Gradient)};");
        WriteTarget(call.Parameter);
        if (call.MaskSite >= 0)
        {
            writer.Line($"ref uint mask = ref pass.Mask({Literals.Integer(call.MaskSite)});");
            writer.Line($"float scale = pass.TrainingScale({Literals.Integer(call.MaskSite)});");
        }

        int vectors = plan.Columns / printer.Lanes;
        for (int j = 0; j < vectors; j++)
        {
            writer.Line($"{printer.Type} g{j} = {LoadRow(call.Gradient, "gradient", j * printer.Lanes)};");
        }

        for (int i = 0; i < plan.Inputs; i++)
        {
            writer.Line($"{printer.Type} x{i} = {BroadcastRow(call.Left, i)};");
            for (int j = 0; j < vectors; j++)
            {
                int column = j * printer.Lanes;
                int at = (((column / plan.PanelWidth * plan.PanelRows) + i) * plan.PanelWidth) + (column % plan.PanelWidth);
                WriteUpdate(at, WeightGradientEmitter.Masked(
                    printer, plan, $"x{i} * g{j}", Literals.Integer((i * plan.MaskRowBits) + column)));
            }
        }
    }

    private void WriteBiasGradient(BiasGradientCall call)
    {
        writer.Line($"ref float gradient = ref {names.Buffer(call.Gradient)};");
        WriteTarget(call.Parameter);
        for (int column = 0; column < names.PaddedUnits(call.Parameter); column += printer.Lanes)
        {
            WriteUpdate(column, LoadRow(new Operand(OperandKind.Buffer, call.Gradient), "gradient", column));
        }
    }

    private void WriteTarget(int parameter)
    {
        writer.Line($"ref float target = ref {names.Target(parameter)};");
        writer.Line($"nuint state = {names.StateOffset(parameter)};");
        writer.Line($"TRule rule = {names.Rule(parameter)};");
    }

    private void WriteUpdate(int at, string gradient) => writer.Line(
        $"TRule.Update(in rule, ref {VectorPrinter.Scalar("target", at)}, ref states, state + {Literals.Integer(at)}, stateStride, {gradient});");

    private void WriteSides(ProductCall call)
    {
        writer.Line($"ref float left = ref {names.Reference(call.Left)};");
        writer.Line($"ref float right = ref {names.Reference(call.Right)};");
        if (call.Bias is not null)
        {
            writer.Line($"ref float bias = ref {names.Reference(call.Bias)};");
        }
    }

    private void WriteArguments(EpiloguePlan epilogue, EpilogueArguments arguments)
    {
        for (int i = 0; i < epilogue.StreamNames.Count; i++)
        {
            writer.Line($"ref float {epilogue.StreamNames[i]} = ref {names.Reference(arguments.Streams[i])};");
        }

        for (int i = 0; i < arguments.MaskSites.Count; i++)
        {
            writer.Line($"ref uint mask{i} = ref pass.Mask({Literals.Integer(arguments.MaskSites[i])});");
        }

        for (int i = 0; i < arguments.Scales.Count; i++)
        {
            writer.Line($"float scale{i} = {PassNames.Scale(arguments.Scales[i])};");
        }
    }

    private void WriteEpilogue(EpiloguePlan epilogue, string value, int column)
    {
        string result = _results.TryGetValue(column, out string? name) ? name + " = " : string.Empty;
        writer.Line(result + EpilogueEmitter.Call(epilogue, value, "0", Literals.Integer(column)));
    }
}
