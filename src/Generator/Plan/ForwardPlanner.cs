namespace DropoutGen.Generator.Plan;

/// <summary>Plans the passes from inputs to logits: inference, training, sampling.</summary>
internal sealed class ForwardPlanner(PlanContext context)
{
    /// <summary>All segments in order.</summary>
    public List<Call> Plan(ForwardMode mode)
    {
        var calls = new List<Call>();
        for (int s = 0; s <= context.Last; s++)
        {
            AddSegment(calls, s, mode);
        }

        return calls;
    }

    /// <summary>Sampling: the layers in front of the first dropout once, the rest for each pass.</summary>
    public (List<Call> Prefix, List<Call> Pass, int PrefixBuffer) PlanSampling(List<Call> infer)
    {
        int first = context.Fusions.FindIndex(static fusion => fusion.HasDropout);
        if (first < 0)
        {
            return ([], infer, -1);
        }

        ChainFusion fusion = context.Fusions[first];
        int prefixResult = context.AddRowBuffer("SamplePrefixResult", context.Segments[first].Units);
        var prefix = new List<Call>();
        for (int s = 0; s < first; s++)
        {
            AddSegment(prefix, s, ForwardMode.Inference);
        }

        int at = first == 0 ? 0 : fusion.FirstDropout;
        if (first == 0)
        {
            prefix.Add(new CopyInputsCall("inputs, padded", prefixResult));
        }
        else
        {
            AddProduct(prefix, first, ForwardMode.Inference, at, prefixResult);
        }

        var pass = new List<Call>
        {
            context.Elementwise(
                first,
                fusion.Forward(Source.Stream, ForwardMode.Training, at, context.Segments[first].Chain.Count, false),
                prefixResult,
                -1,
                "this pass's masks on what does not change"),
        };
        for (int s = first + 1; s <= context.Last; s++)
        {
            AddSegment(pass, s, ForwardMode.Training);
        }

        return (prefix, pass, prefixResult);
    }

    /// <summary>One segment.</summary>
    public void AddSegment(List<Call> calls, int s, ForwardMode mode)
    {
        if (s == 0)
        {
            AddInputs(calls, mode);
        }
        else
        {
            AddProduct(calls, s, mode, context.Segments[s].Chain.Count, context.Result(s));
        }
    }

    /// <summary>What acts on the inputs themselves: it has no product to be an epilogue of.</summary>
    public void AddInputs(List<Call> calls, ForwardMode mode)
    {
        ChainFusion fusion = context.Fusions[0];
        if (context.Result(0) < 0)
        {
            return;
        }

        if (fusion.IsIdentity(mode))
        {
            calls.Add(new CopyInputsCall("inputs, padded", context.Result(0)));
            return;
        }

        FusedProgram program = fusion.Forward(Source.Stream, mode, 0, context.Segments[0].Chain.Count, false);
        calls.Add(new CopyInputsCall("inputs, padded", context.Product(0)));
        calls.Add(context.Elementwise(0, program, context.Product(0), -1, "on the inputs: " + context.Segments[0].Title));
    }

    // The product of segment s, with the first layers of its chain as epilogue.
    private void AddProduct(List<Call> calls, int s, ForwardMode mode, int layers, int destination)
    {
        Segment segment = context.Segments[s];
        ChainFusion fusion = context.Fusions[s];
        bool training = mode == ForwardMode.Training;
        FusedProgram program = fusion.Forward(Source.Accumulator, mode, 0, layers, training && fusion.SavesProduct);
        int stride = Layouts.Stride(segment.Units);
        int inputs = segment.Dense!.Inputs;
        string name = "Dense" + PlanContext.Number(s) + (training ? "Forward" : "Infer");
        string purpose = $"[rows, {inputs}] x [{inputs}, {segment.Units}], then {program.Name}";
        bool hasBias = segment.Layer!.HasBias;
        EpiloguePlan epilogue = program.Epilogue(stride);
        WeightLayout layout = context.Layout(s);
        string kernel = context.Kernels.Add(layout.IsTransposed
            ? new DotProductPlan(
                name,
                purpose,
                WeightLayout.PaddedUnits(segment.Units),
                Layouts.Padded(inputs),
                layout.PanelWidth,
                layout.PanelRows,
                context.LeftStride(s),
                hasBias,
                ClearsPadding: !epilogue.Program.IsCopy,
                IsRare: false,
                epilogue)
            : new ProductPlan(
                name,
                purpose,
                inputs,
                Layouts.Padded(segment.Units),
                layout.PanelWidth,
                layout.PanelRows,
                context.LeftStride(s),
                hasBias,
                context.Fusions[s - 1].MakesZeros,
                epilogue));
        int weight = context.Weight(s);
        calls.Add(new ProductCall(
            segment.Dense.Name + ": " + segment.Title,
            kernel,
            context.Left(s),
            new Operand(OperandKind.Parameter, weight),
            hasBias ? new Operand(OperandKind.Parameter, weight + 1) : null,
            program.Arguments(stream =>
                stream.Role == StreamRole.Result ? destination : context.Buffer(stream, s, source: -1, gradient: -1))));
    }
}
