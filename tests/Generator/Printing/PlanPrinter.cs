using System.Globalization;
using System.Text;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Tests.Printing;

/// <summary>A plan as plain text: kernels with shapes and tiles, programs, buffers, and the calls of each pass.</summary>
internal sealed class PlanPrinter
{
    private readonly StringBuilder _text = new();
    private readonly NetworkPlan _plan;

    private PlanPrinter(NetworkPlan plan) => _plan = plan;

    public static string Print(NetworkPlan plan)
    {
        var printer = new PlanPrinter(plan);
        printer.Write();
        return printer._text.ToString();
    }

    private void Write()
    {
        Line($"network {_plan.Type.Name}");
        Line("buffers");
        for (int i = 0; i < _plan.Buffers.Count; i++)
        {
            BufferPlan buffer = _plan.Buffers[i];
            string size = buffer.Constant == 0 ? $"{buffer.PerRow} a row" : $"{buffer.PerRow} a row + {buffer.Constant}";
            Line($"  {buffer.Name}: {size}{Role(i)}");
        }

        Line("kernels");
        foreach (KernelPlan kernel in _plan.Kernels)
        {
            Write(kernel);
        }

        Line("programs");
        foreach (EpiloguePlan epilogue in _plan.Kernels.Select(static kernel => kernel.Fused).OfType<EpiloguePlan>().DistinctBy(static one => one.Name))
        {
            Line($"  {epilogue.Name}{(epilogue.Program.IsLight ? string.Empty : " (through memory)")}");
            foreach (string operation in epilogue.Program.Operations.Select(Operation))
            {
                Line("    " + operation);
            }
        }

        Write("infer", _plan.Infer);
        Write("forward", _plan.Forward);
        Write("backward", _plan.Backward);
        if (_plan.RowGroups is { } rowGroups)
        {
            Line($"row groups of {rowGroups.Rows}: {string.Join(", ", InstructionSets.All.Where(RowGroupPlan.Exists))}");
            foreach (UnitList list in rowGroups.Lists)
            {
                Line($"  list: {(list.AreInputs ? "inputs" : "units")} of parameter {list.Parameter}, {(list.Site < 0 ? "all" : Text($"kept by mask {list.Site}"))} of {list.Units}{(list.HasTiles ? ", in tiles" : string.Empty)}");
            }

            Write("forward without dropped units", rowGroups.Forward);
            Write("backward without dropped units", rowGroups.Backward);
        }

        Write("sample prefix", _plan.SamplePrefix);
        Write("sample pass", _plan.SamplePass);
    }

    private void Write(KernelPlan kernel)
    {
        Line($"  {kernel.Name}: {kernel.Purpose}");
        switch (kernel)
        {
            case ProductPlan product:
                Line($"    product, reduction {product.Reduction}, columns {product.Columns} in panels of {product.PanelWidth} x {product.PanelRows}, left stride {product.LeftStride}{(product.HasBias ? ", from a bias" : string.Empty)}{(product.SkipsZeros ? ", a single row without its zeros" : string.Empty)}");
                Line($"    {Tiles(set => Tile.ForProduct(set, product.PanelWidth), static tile => tile.RowSteps)}");
                Write(product.Epilogue);
                break;
            case WeightGradientPlan weight:
                Line($"    weight gradient, inputs {weight.Inputs}, columns {weight.Columns} in panels of {weight.PanelWidth} x {weight.PanelRows}, left stride {weight.LeftStride}, gradient stride {weight.GradientStride}");
                Line($"    {Tiles(set => Tile.ForWeightGradient(set, weight.PanelWidth), static tile => tile.RowSteps)}");
                break;
            case DotProductPlan dot:
                Line($"    sums along the storage, columns {dot.Columns}, length {dot.Length} in panels of {dot.PanelWidth} x {dot.PanelRows}, left stride {dot.LeftStride}{(dot.HasBias ? ", from a bias" : string.Empty)}{(dot.ClearsPadding ? ", clears padding" : string.Empty)}{(dot.IsRare ? ", rare" : string.Empty)}");
                Line($"    {Tiles(Tile.ForDotProducts, tile => tile.DotProductRowSteps(dot.IsRare))}");
                Write(dot.Epilogue);
                break;
            case RowNormalizationPlan normalization:
                Line($"    moments of rows of {normalization.Units}, columns {normalization.Columns}, stride {normalization.Stride}{(normalization.IsBackward ? ", of gradients" : string.Empty)}{(normalization.HasWeight ? ", weighted" : string.Empty)}, clears stream {(normalization.ClearedStreams.Count == 0 ? "-1" : Join(normalization.ClearedStreams))}, row scales [{Join(normalization.RowScales)}]");
                Write(normalization.Epilogue);
                break;
            case GroupProductPlan product:
                Line($"    product of row groups, capacity of results {product.ResultCapacity}, of the reduction {product.ReductionCapacity}, left {product.LeftCapacity}{(product.HasBias ? ", from a bias" : string.Empty)}");
                Line($"    tiles {string.Join(", ", InstructionSets.All.Where(RowGroupPlan.Exists).Select(set => Text($"{set} {GroupProductPlan.TileUnits(set, product.Rows)} units x {product.Rows / set.Lanes()}")))}");
                Write(product.Epilogue);
                break;
            case GroupWeightGradientPlan weight:
                Line($"    weight gradient of row groups, units {weight.Units}, columns {weight.Columns} in panels of {weight.PanelWidth} x {weight.PanelRows}, other stride {weight.OtherStride}");
                Line($"    tiles {string.Join(", ", InstructionSets.All.Where(RowGroupPlan.Exists).Select(set => Text($"{set} {GroupWeightGradientPlan.TileUnits} units x {GroupWeightGradientPlan.TileVectors(set, weight.Columns, weight.PanelWidth)}")))}");
                break;
            case ElementwisePlan elementwise:
                Line($"    elementwise, columns {elementwise.Columns}");
                Write(elementwise.Epilogue);
                break;
        }
    }

    private void Write(EpiloguePlan epilogue) =>
        Line($"    {epilogue.Name}, stream strides [{Join(epilogue.StreamStrides)}], mask row bits [{Join(epilogue.MaskRowBits)}]");

    private void Write(string pass, IEnumerable<Call> calls)
    {
        Line(pass);
        Write(calls, "  ");
    }

    private void Write(IEnumerable<Call> calls, string indent)
    {
        foreach (Call call in calls)
        {
            if (call.Comment.Length > 0)
            {
                Line($"{indent}// {call.Comment}");
            }

            string choices = string.Join(" and ", call.Branches.Select(static choice => Text($"{(choice.IsKept ? "kept" : "dropped")} {choice.Site}")));
            Line(indent + (choices.Length == 0 ? string.Empty : $"if {choices}: ") + Text(call));
            if (call is OnRequestCall onRequest)
            {
                Write(onRequest.Calls, indent + "  ");
            }
        }
    }

    private string Text(Call call) => call switch
    {
        CopyInputsCall copy => $"copy inputs -> {Buffer(copy.Buffer)}",
        TransposeCall transpose => Text($"transpose parameter {transpose.Parameter} -> {Buffer(transpose.Buffer)}, panels of {transpose.PanelWidth}"),
        ProductCall product => $"{product.Kernel}: {Operand(product.Left)} x {Operand(product.Right)}{(product.Bias is null ? string.Empty : " + " + Operand(product.Bias))}{Arguments(product.Arguments)}",
        ElementwiseCall elementwise => $"{elementwise.Kernel}:{Arguments(elementwise.Arguments)}",
        WeightGradientCall weight => Text($"{weight.Kernel}: {Operand(weight.Left)} x {Operand(weight.Gradient)} -> parameter {weight.Parameter}"),
        ZeroGradientCall zero => Text($"no gradient -> parameter {zero.Parameter}"),
        BiasGradientCall bias => Text($"bias gradient: {Buffer(bias.Gradient)}, stride {bias.Stride} -> parameter {bias.Parameter}"),
        RowNormalizationCall normalization => $"{normalization.Kernel}: {Operand(normalization.Input)}{(normalization.Gradient is null ? string.Empty : ", " + Operand(normalization.Gradient))}{(normalization.Weight is null ? string.Empty : ", " + Operand(normalization.Weight))}, {Buffer(normalization.Moments)}{Arguments(normalization.Arguments)}",
        BatchMomentsCall moments => Text($"moments of batch normalisation {moments.Normalization}: {Operand(moments.Input)}, stride {moments.Stride}"),
        BatchNormGradientCall gradient => Text($"sums of batch normalisation {gradient.Normalization}: {Operand(gradient.Gradient)}, {Operand(gradient.Input)}, stride {gradient.Stride}"),
        LayerNormGradientCall gradient => Text($"layer normalisation: {Operand(gradient.Gradient)}, {Operand(gradient.Input)}, {Buffer(gradient.Moments)}, stride {gradient.Stride} -> parameter {gradient.Weight}"),
        FoldCall => "fold batch normalisations",
        GroupRowsCall group => $"group rows: {Operand(group.Source)} -> {Buffer(group.Buffer)}",
        SpreadRowsCall spread => Text($"spread rows: {Buffer(spread.Source)}, mask {spread.Site} -> {Buffer(spread.Buffer)}"),
        GroupProductCall product => Text($"{product.Kernel}: {Buffer(product.Left)} x parameter {product.Weight}, list {product.Results} by list {product.Reduction}{Arguments(product.Arguments)}"),
        GroupWeightGradientCall weight => Text($"{weight.Kernel}: {Buffer(weight.Kept)} x {Operand(weight.Other)}, list {weight.Units} -> parameter {weight.Parameter}"),
        OnRequestCall => "on request",
        _ => call.ToString(),
    };

    private string Arguments(EpilogueArguments arguments) => string.Concat(
        $" [{string.Join(", ", arguments.Streams.Select(Operand))}]",
        string.Concat(arguments.MaskSites.Select(static site => Text($", mask {site}"))),
        string.Concat(arguments.Scales.Select(static scale => Text($", {scale.Kind} scale {scale.Site}"))));

    private string Operand(Operand operand) => operand.Kind switch
    {
        OperandKind.Inputs => "inputs",
        OperandKind.Buffer => Buffer(operand.Index),
        _ => Text($"parameter {operand.Index}"),
    };

    private string Buffer(int index) => _plan.Buffers[index].Name;

    private string Role(int buffer) => string.Concat(
        buffer == _plan.LogitsBuffer ? " (logits)" : string.Empty,
        buffer == _plan.OutputGradientBuffer ? " (gradient by the logits)" : string.Empty,
        buffer == _plan.InputGradientBuffer ? " (gradient by the inputs)" : string.Empty);

    private static string Tiles(Func<InstructionSet, Tile> choose, Func<Tile, EquatableArray<int>> steps) =>
        "tiles " + string.Join(", ", InstructionSets.All.Select(set =>
        {
            Tile tile = choose(set);
            return Text($"{set} {tile.Rows} x {tile.Vectors} (rows {Join(steps(tile))})");
        }));

    private static string Operation(LaneOperation operation, int index)
    {
        string a = Text($"v{operation.A}");
        string b = Text($"v{operation.B}");
        string c = Text($"v{operation.C}");
        string d = Text($"v{operation.D}");
        string target = Text($"v{index} = ");
        return operation.Code switch
        {
            LaneCode.Accumulator => target + "accumulator",
            LaneCode.Load => Text($"{target}stream {operation.Slot}"),
            LaneCode.Constant => Text($"{target}{operation.Constant:R}"),
            LaneCode.Scale => Text($"{target}scale {operation.Slot}"),
            LaneCode.Add => $"{target}{a} + {b}",
            LaneCode.Subtract => $"{target}{a} - {b}",
            LaneCode.Multiply => $"{target}{a} * {b}",
            LaneCode.MultiplyAdd => $"{target}{a} * {b} + {c}",
            LaneCode.SelectLess => $"{target}{a} < {b} ? {c} : {d}",
            LaneCode.Keep when operation.B < 0 => Text($"{target}{a} where mask {operation.Slot}"),
            LaneCode.Keep => Text($"{target}{a} where mask {operation.Slot}, else {b}"),
            LaneCode.Call => $"{target}{operation.Function}({a})",
            LaneCode.Store => Text($"stream {operation.Slot} = {a}"),
            _ => target + operation,
        };
    }

    private static string Join(IEnumerable<int> numbers) =>
        string.Join(", ", numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private void Line(FormattableString text) => _text.Append(Text(text)).Append('\n');

    private void Line(string text) => _text.Append(text).Append('\n');
}
