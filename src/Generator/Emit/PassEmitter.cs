using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>The passes of a network: which kernels run on which buffers, in order.</summary>
internal sealed class PassEmitter(CodeWriter writer, VectorPrinter printer, NetworkPlan plan)
{
    private readonly PassNames _names = new(plan);
    private readonly Dictionary<string, KernelPlan> _kernels = plan.Kernels.ToDictionary(static kernel => kernel.Name);

    private const string Pass = "in global::DropoutGen.CompilerServices.NetworkPass pass";

    public void Write()
    {
        WriteNames();
        WritePass("Inference.", "Infer", plan.Infer);
        writer.Line();
        WritePass(
            "Training, forward: through the masks, saving what the backward pass reads.",
            "Forward",
            plan.Forward,
            plan.ForwardPhases,
            SkipsDropped ? "ForwardKept(in pass)" : null);
        writer.Line();
        WriteBackward();
        writer.Line();
        if (RowStep.Exists(plan, printer.Set))
        {
            new RowStep(plan).Write(writer, printer, _kernels);
            writer.Line();
        }

        if (SkipsDropped)
        {
            WriteRowGroups(plan.RowGroups!);
            writer.Line();
        }

        WritePass("Sampling: what stands in front of the first dropout.", "SamplePrefix", plan.SamplePrefix);
        writer.Line();
        WritePass("Sampling: one pass through the masks.", "SamplePass", plan.SamplePass);
        if (plan.Calibrate.Count > 0)
        {
            writer.Line();
            WritePass("Without dropout, by the moments of the batch: what running statistics are estimated from anew.", "Calibrate", plan.Calibrate);
        }
    }

    // Indices by name: the passes read as what they do.
    private void WriteNames()
    {
        for (int i = 0; i < plan.Parameters.Count; i++)
        {
            writer.Line($"private const int {plan.Parameters[i].Name} = {Literals.Integer(i)};");
        }

        for (int i = 0; i < plan.Buffers.Count; i++)
        {
            writer.Line($"private const int {plan.Buffers[i].Name} = {Literals.Integer(i)};");
        }

        writer.Line();
    }

    private bool SkipsDropped => plan.RowGroups is not null && RowGroupPlan.Exists(printer.Set);

    // The second road of training: groups of rows that share a mask, without what it drops.
    private void WriteRowGroups(RowGroupPlan rowGroups)
    {
        WritePass($"Training, forward, where groups of {rowGroups.Rows} rows share masks: without the dropped units.", "ForwardKept", rowGroups.Forward);
        writer.Line();
        writer.Line("// Training, backward, on the same road.");
        writer.Line($"private static void BackwardKept<TRule>({Pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient)");
        using (writer.Block("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            WritePhases(rowGroups.BackwardPhases);
        }
    }

    private void WriteRoad(string? call)
    {
        if (call is null)
        {
            return;
        }

        using (writer.Block("if (pass.SkipsDropped)"))
        {
            writer.Line(call + ";");
            writer.Line("return;");
        }

        writer.Line();
    }

    private void WritePass(
        string purpose, string name, IEnumerable<Call> calls, IReadOnlyList<Phase>? phases = null, string? road = null)
    {
        writer.Line("// " + purpose);
        bool isUnrolled = IsUnrolled(calls);
        RowInference? inference = name == nameof(plan.Infer) && RowInference.Exists(plan, printer.Set) ? new RowInference(plan) : null;
        using (writer.Block($"internal static void {name}({Pass})"))
        {
            WriteRoad(road);
            WriteChoice(isUnrolled, inference?.PassCall ?? $"{name}Row(in pass)");
            if (phases is { Count: > 1 })
            {
                WritePhases(phases);
            }
            else
            {
                BranchBlocks.Write(writer, calls, WriteCall);
            }
        }

        if (isUnrolled)
        {
            WriteRowPass(inference?.Header ?? $"internal static void {name}Row({Pass})", calls, inference ?? _names);
        }
    }

    private void WriteBackward()
    {
        bool isUnrolled = IsUnrolled(plan.Backward);
        writer.Line("// Training, backward: from the gradient by the outputs to the update of every parameter.");
        writer.Line($"internal static void Backward<TRule>({Pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient)");
        using (writer.Block("    where TRule : struct, global::DropoutGen.IUpdateRule<TRule>"))
        {
            WriteRoad(SkipsDropped ? "BackwardKept(in pass, in update, inputGradient)" : null);
            WriteChoice(isUnrolled, "BackwardRow(in pass, in update, inputGradient)");
            WritePhases(plan.BackwardPhases);
        }

        if (isUnrolled)
        {
            WriteRowPass(
                $"internal static void BackwardRow<TRule>({Pass}, in global::DropoutGen.CompilerServices.ParameterUpdate<TRule> update, bool inputGradient)\n            where TRule : struct, global::DropoutGen.IUpdateRule<TRule>",
                plan.Backward,
                _names);
        }
    }

    // Threads run a phase in parts and wait for each other between phases; a pass of one thread runs them all.
    private void WritePhases(IReadOnlyList<Phase> phases)
    {
        for (int i = 0; i < phases.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            string requested = phases[i].OnRequest ? "inputGradient && " : string.Empty;
            using (writer.Block($"if ({requested}pass.Runs({Literals.Integer(i)}))"))
            {
                BranchBlocks.Write(writer, phases[i].Calls, WriteCall);
            }
        }
    }

    private bool IsUnrolled(IEnumerable<Call> calls) =>
        printer.Lanes > 1 && Unrolling.Fits(calls, _kernels, printer.Lanes);

    private void WriteChoice(bool isUnrolled, string call)
    {
        if (!isUnrolled)
        {
            return;
        }

        using (writer.Block("if (pass.IsSingleRow)"))
        {
            writer.Line(call + ";");
            writer.Line("return;");
        }

        writer.Line();
    }

    // A single row: the same calls with their kernels in place.
    private void WriteRowPass(string header, IEnumerable<Call> calls, PassNames names)
    {
        writer.Line();
        writer.Line("// The same for a single row, as straight-line code.");
        writer.Line(SourceFile.Kernel);
        using (writer.UncheckedMethod(header))
        {
            if (calls.Any(static call => call is WeightGradientCall))
            {
                writer.Line("ref float states = ref update.State;");
                writer.Line("nuint stateStride = update.StateStride;");
            }

            var rows = new RowPassEmitter(writer, printer, names);
            BranchBlocks.Write(writer, Unrolling.OfRow(calls), call =>
            {
                if (call is OnRequestCall)
                {
                    WriteCall(call);
                }
                else
                {
                    rows.Write(call, Unrolling.RowKernel(call, _kernels));
                }
            });
        }
    }

    private void WriteCall(Call call)
    {
        if (call.Comment.Length > 0)
        {
            writer.Line("// " + call.Comment);
        }

        if (new RowGroupCallEmitter(writer, printer, _names, _kernels).Write(call))
        {
            return;
        }

        switch (call)
        {
            case CopyInputsCall copy:
                writer.Line($"pass.CopyInputs({_names.BufferName(copy.Buffer)});");
                break;
            case TransposeCall transpose:
                writer.Line(transpose.Source.Kind == OperandKind.Buffer
                    ? $"pass.TransposeMaskedWeight({_names.Parameter(transpose.Parameter)}, {_names.BufferName(transpose.Source.Index)}, {_names.BufferName(transpose.Buffer)}, {transpose.PanelWidth});"
                    : $"pass.TransposeWeight({_names.Parameter(transpose.Parameter)}, {_names.BufferName(transpose.Buffer)}, {transpose.PanelWidth});");
                break;
            case ProductCall product:
                WriteProduct(product);
                break;
            case ElementwiseCall elementwise:
                writer.Line($"{elementwise.Kernel}({Join(["pass.Rows", .. Arguments(elementwise.Arguments, _kernels[elementwise.Kernel].Fused!)])});");
                break;
            case RowNormalizationCall normalization:
                WriteRowNormalization(normalization);
                break;
            case WeightGradientCall weight:
                WriteWeightGradient(weight);
                break;
            case LogitGradientCall logit:
                writer.Line($"update.UpdateLogit(in pass, {Literals.Integer(logit.Site)});");
                break;
            case FoldCall:
                writer.Line("pass.FoldBatchNorms();");
                break;
            case BatchMomentsCall moments:
                writer.Line($"pass.ComputeBatchMoments({Literals.Integer(moments.Normalization)}, ref {_names.Reference(moments.Input)}, {Literals.Integer(moments.Stride)});");
                break;
            case BatchNormGradientCall gradient:
                writer.Line($"update.UpdateBatchNorm(in pass, {Literals.Integer(gradient.Normalization)}, ref {_names.Reference(gradient.Gradient)}, ref {_names.Reference(gradient.Input)}, {Literals.Integer(gradient.Stride)});");
                break;
            case LayerNormGradientCall gradient:
                writer.Line($"update.UpdateLayerNorm(in pass, {_names.Parameter(gradient.Weight)}, {_names.Parameter(gradient.Weight + 1)}, ref {_names.Reference(gradient.Gradient)}, ref {_names.Reference(gradient.Input)}, {Literals.Integer(gradient.Stride)}, ref {_names.Buffer(gradient.Moments)});");
                break;
            case ZeroGradientCall zero:
                writer.Line($"update.UpdateWithoutGradient(in pass, {_names.Parameter(zero.Parameter)});");
                break;
            case BiasGradientCall bias:
                writer.Line($"update.UpdateBias(in pass, {_names.Parameter(bias.Parameter)}, ref {_names.Buffer(bias.Gradient)}, {bias.Stride});");
                break;
            case OnRequestCall onRequest:
                using (writer.Block("if (inputGradient)"))
                {
                    BranchBlocks.Write(writer, onRequest.Calls, WriteCall);
                }

                break;
        }
    }

    private void WriteWeightGradient(WeightGradientCall call)
    {
        string parameter = _names.Parameter(call.Parameter);
        string left = $"ref {VectorPrinter.Unsafe}.Add(ref {_names.Reference(call.Left)}, row * {call.LeftStride})";
        string gradient = $"ref {VectorPrinter.Unsafe}.Add(ref {_names.Reference(call.Gradient)}, row * {call.GradientStride})";
        (int length, int step) = WeightGradientEmitter.Share(printer.Set, (WeightGradientPlan)_kernels[call.Kernel]);
        string share = $"pass.PartStart({length}, {step}), pass.PartEnd({length}, {step})";
        if (call.PenaltyFactors >= 0)
        {
            // What the penalty adds is added once: all rows are taken together.
            writer.Line($"{call.Kernel}(ref {_names.Reference(call.Left)}, ref {_names.Reference(call.Gradient)}, pass.Rows, {share}, ref {_names.Buffer(call.PenaltyFactors)}, ref {_names.Reference(new Operand(OperandKind.Parameter, call.Parameter))}, ref update.Target({parameter}), ref update.State, update.StateOffset({parameter}), update.StateStride, update.Rule({parameter}));");
            return;
        }

        string mask = call.MaskSite < 0 ? string.Empty : $"ref pass.Mask({Literals.Integer(call.MaskSite)}), pass.TrainingScale({Literals.Integer(call.MaskSite)}), ";
        using (writer.Block($"for (nuint row = 0, step = update.RowsAtOnce({parameter}, pass.Rows); row < pass.Rows; row += step)"))
        {
            writer.Line($"{call.Kernel}({left}, {gradient}, global::System.Math.Min(step, pass.Rows - row), {share}, {mask}ref update.Target({parameter}), ref update.State, update.StateOffset({parameter}), update.StateStride, update.Rule({parameter}));");
        }
    }

    private void WriteRowNormalization(RowNormalizationCall call)
    {
        var plan = (RowNormalizationPlan)_kernels[call.Kernel];
        string[] gradient = call.Gradient is null ? [] : ["ref " + _names.Rows(call.Gradient, plan.Stride)];
        string[] weight = call.Weight is null ? [] : ["ref " + _names.Reference(call.Weight)];
        writer.Line($"{call.Kernel}({Join([
            "pass.Rows",
            "ref " + _names.Rows(call.Input, plan.Stride),
            .. gradient,
            .. weight,
            "ref " + _names.Rows(call.Moments, RowNormalizationPlan.Moments),
            .. Arguments(call.Arguments, plan.Epilogue)])});");
    }

    private void WriteProduct(ProductCall product)
    {
        KernelPlan kernel = _kernels[product.Kernel];
        int stride = kernel is ProductPlan plan ? plan.LeftStride : ((DotProductPlan)kernel).LeftStride;
        var arguments = new List<string>
        {
            "ref " + _names.Rows(product.Left, stride),
            "pass.Rows",
            "ref " + _names.Reference(product.Right),
        };
        if (product.Bias is not null)
        {
            arguments.Add("ref " + _names.Reference(product.Bias));
        }

        arguments.AddRange(Arguments(product.Arguments, kernel.Fused!));
        writer.Line($"{product.Kernel}({Join(arguments)});");
    }

    // The rows are those of the pass, which may be a part of the batch.
    private IEnumerable<string> Arguments(EpilogueArguments arguments, EpiloguePlan epilogue) =>
    [
        .. arguments.Streams.Select((stream, i) => "ref " + (epilogue.StreamStrides[i] == 0
            ? _names.Reference(stream)
            : _names.Rows(stream, epilogue.StreamStrides[i]))),
        .. arguments.MaskSites.Select((site, i) => $"ref pass.Mask({site}, {epilogue.MaskRowBits[i]})"),
        .. arguments.Scales.Select(PassNames.Scale),
    ];

    private static string Join(IEnumerable<string> arguments) => string.Join(", ", arguments);
}
