using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>Plans the passes from inputs to logits: inference, training, sampling.</summary>
internal sealed class ForwardPlanner(PlanContext context)
{
    private const string FoldComment = "running statistics as factors and offsets";

    /// <summary>Training: through the masks, batch normalisations by the batch's moments.</summary>
    public List<Call> PlanTraining()
    {
        var calls = new List<Call>();
        for (int s = 0; s < context.Runs.Count; s++)
        {
            AddDroppable(calls, context.Runs, s, context.Branches, RunCalls(context.Runs[s], savesProduct: true));
        }

        return calls;
    }

    /// <summary>Inference: batch normalisations by running statistics.</summary>
    public List<Call> PlanInference()
    {
        var calls = new List<Call>();
        AddFold(calls);
        foreach (SegmentRun run in context.FoldedRuns)
        {
            AddRun(calls, run, ForwardMode.Inference, savesProduct: false);
        }

        return calls;
    }

    /// <summary>Without dropout, but by the batch's moments: what running statistics are estimated from anew.</summary>
    public List<Call> PlanCalibration()
    {
        var calls = new List<Call>();
        if (context.Network.BatchNorms.Any())
        {
            foreach (SegmentRun run in context.Runs)
            {
                AddRun(calls, run, ForwardMode.Inference, savesProduct: false);
            }
        }

        return calls;
    }

    /// <summary>Sampling: the layers in front of the first dropout once, the rest for each pass.</summary>
    public (List<Call> Prefix, List<Call> Pass, int PrefixBuffer) PlanSampling(List<Call> infer)
    {
        int first = context.FoldedRuns.FindIndex(run => run.Fusion.HasDropout || MasksWeight(run));
        if (first < 0)
        {
            return ([], infer, -1);
        }

        SegmentRun run = context.FoldedRuns[first];
        if (MasksWeight(run))
        {
            return PlanSamplingOfWeights(first);
        }

        int prefixResult = context.AddRowBuffer("SamplePrefixResult", context.Segments[run.First].Units);
        var prefix = new List<Call>();
        AddFold(prefix);
        foreach (SegmentRun before in context.FoldedRuns.Take(first))
        {
            AddRun(prefix, before, ForwardMode.Inference, savesProduct: false);
        }

        int at = run.First == 0 ? 0 : run.Fusion.FirstDropout;
        if (run.First == 0)
        {
            prefix.Add(new CopyInputsCall("inputs, padded", prefixResult, context.Network.Inputs));
        }
        else
        {
            AddHead(prefix, run, ForwardMode.Inference, at, prefixResult, savesProduct: false);
        }

        DroppedBranches branches = DroppedBranches.OfSampling(context.FoldedRuns, first);
        var pass = new List<Call>();
        AddDroppable(pass, context.FoldedRuns, first, branches,
        [
            context.Elementwise(
                run.First,
                run.Fusion.Forward(Source.Stream, ForwardMode.Training, at, run.Chain.Count, false),
                new SegmentStreams(run.First, Source: prefixResult, Result: context.Result(run.Last)),
                "this pass's masks on what does not change"),
        ]);
        AddPass(pass, first + 1, branches);
        return (prefix, pass, prefixResult);
    }

    // A product by masked weights belongs to each pass as a whole.
    private (List<Call> Prefix, List<Call> Pass, int PrefixBuffer) PlanSamplingOfWeights(int first)
    {
        var prefix = new List<Call>();
        AddFold(prefix);
        foreach (SegmentRun before in context.FoldedRuns.Take(first))
        {
            AddRun(prefix, before, ForwardMode.Inference, savesProduct: false);
        }

        var pass = new List<Call>();
        AddPass(pass, first, DroppedBranches.OfSampling(context.FoldedRuns, first - 1));
        return (prefix, pass, -1);
    }

    private void AddPass(List<Call> pass, int from, DroppedBranches branches)
    {
        for (int r = from; r < context.FoldedRuns.Count; r++)
        {
            SegmentRun run = context.FoldedRuns[r];
            AddDroppable(pass, context.FoldedRuns, r, branches, RunCalls(run, savesProduct: run.First == run.Last));
        }
    }

    private List<Call> RunCalls(SegmentRun run, bool savesProduct)
    {
        var calls = new List<Call>();
        AddRun(calls, run, ForwardMode.Training, savesProduct);
        return calls;
    }

    // What computes a run, unless a branch around it is dropped; and what is done instead where a dropped branch ends.
    private void AddDroppable(List<Call> calls, IReadOnlyList<SegmentRun> runs, int index, DroppedBranches branches, IEnumerable<Call> ofRun)
    {
        calls.AddRange(branches.WhereKept(index, ofRun));
        SegmentRun run = runs[index];
        foreach (Branch branch in branches.EndingIn(index))
        {
            calls.AddRange(branches.WhereDropped(branch,
            [
                context.Elementwise(
                    run.First,
                    run.Fusion.ForwardOfDropped(branch.Add),
                    new SegmentStreams(run.First, Result: context.Result(run.Last)),
                    $"round the branch that {DropPathName(branch)} drops"),
            ]));
        }
    }

    private string DropPathName(Branch branch) => context.Network.Dropouts.ElementAt(branch.Site).Name;

    private bool MasksWeight(SegmentRun run) => context.Segments[run.First].WeightMask is not null;

    /// <summary>One segment in training.</summary>
    public void AddTraining(List<Call> calls, int s) => AddRun(calls, context.Runs[s], ForwardMode.Training, savesProduct: true);

    private void AddFold(List<Call> calls)
    {
        if (context.Network.BatchNorms.Any())
        {
            calls.Add(new FoldCall(FoldComment));
        }
    }

    private void AddRun(List<Call> calls, SegmentRun run, ForwardMode mode, bool savesProduct)
    {
        if (run.First == 0)
        {
            AddInputs(calls, run, mode);
        }
        else
        {
            AddHead(calls, run, mode, run.Chain.Count, context.Result(run.Last), savesProduct);
        }
    }

    // What acts on the inputs themselves has no product to be an epilogue of.
    private void AddInputs(List<Call> calls, SegmentRun run, ForwardMode mode)
    {
        int result = context.Result(run.Last);
        if (result < 0)
        {
            return;
        }

        if (run.Fusion.IsIdentity(mode))
        {
            calls.Add(new CopyInputsCall("inputs, padded", result, context.Network.Inputs));
            return;
        }

        FusedProgram program = run.Fusion.Forward(Source.Stream, mode, 0, run.Chain.Count, false);
        calls.Add(new CopyInputsCall("inputs, padded", context.Product(0), context.Network.Inputs));
        calls.Add(context.Elementwise(
            0, program, new SegmentStreams(0, Source: context.Product(0), Result: result), "on the inputs: " + Segment.Titles(run.Chain)));
    }

    // A run's head, with the first layers of its chain as epilogue.
    private void AddHead(List<Call> calls, SegmentRun run, ForwardMode mode, int layers, int destination, bool savesProduct)
    {
        savesProduct &= mode == ForwardMode.Training && run.Fusion.SavesProduct;
        switch (context.Segments[run.First].Head!.Layer)
        {
            case BatchNormLayer:
                AddBatchNorm(calls, run, mode, destination, savesProduct);
                break;
            case LayerNormLayer:
                AddLayerNorm(calls, run, mode, layers, destination, savesProduct);
                break;
            default:
                AddProduct(calls, run, mode, layers, destination, savesProduct);
                break;
        }
    }

    // By the batch's own moments, which need all of its rows.
    private void AddBatchNorm(List<Call> calls, SegmentRun run, ForwardMode mode, int destination, bool savesProduct)
    {
        int s = run.First;
        Segment segment = context.Segments[s];
        calls.Add(new BatchMomentsCall(
            segment.Head!.Name + ": moments of the batch", segment.Head.Number, segment.Units, context.Left(s), context.LeftStride(s)));
        FusedProgram program = run.Fusion.Forward(Normalize(segment), "Normalize", mode, 0, run.Chain.Count, savesProduct);
        calls.Add(context.Elementwise(
            s, program, new SegmentStreams(s, Source: context.Left(s).Index, Result: destination), segment.Head.Name + ": " + Title(run), headsSegment: true));
    }

    private void AddLayerNorm(List<Call> calls, SegmentRun run, ForwardMode mode, int layers, int destination, bool savesProduct)
    {
        int s = run.First;
        Segment segment = context.Segments[s];
        FusedProgram program = run.Fusion.Forward(Normalize(segment), "Normalize", mode, 0, layers, savesProduct);
        int stride = Layouts.Stride(segment.Units);
        string kernel = context.Kernels.Add(new RowNormalizationPlan(
            segment.Stem + (mode == ForwardMode.Training ? "Forward" : "Infer"),
            $"moments of each row of {segment.Units}, then {program.Name}",
            segment.Units,
            Layouts.Padded(segment.Units),
            stride,
            ((LayerNormLayer)segment.Head!.Layer).Epsilon,
            HasWeight: false,
            IsBackward: false,
            ClearedStreams: EquatableArray<int>.Empty,
            program.RowScales,
            program.Epilogue(stride)));
        calls.Add(new RowNormalizationCall(
            segment.Head.Name + ": " + Title(run),
            kernel,
            context.RowMoments(s),
            context.Left(s),
            null,
            null,
            context.Arguments(program, new SegmentStreams(s, Source: context.Left(s).Index, Result: destination))));
    }

    private static Func<FusedProgramBuilder, LaneValue> Normalize(Segment segment) => fused =>
        ((NormalizationLayer)segment.Head!.Layer).Forward(
            new NormalizationScope(fused, segment.Head), fused.Load(StreamRole.Source));

    // The product of a dense layer.
    private void AddProduct(List<Call> calls, SegmentRun run, ForwardMode mode, int layers, int destination, bool savesProduct)
    {
        int s = run.First;
        Segment segment = context.Segments[s];
        FusedProgram program = run.Fusion.Forward(Source.Accumulator, mode, 0, layers, savesProduct);
        int stride = Layouts.Stride(segment.Units);
        int inputs = segment.Dense!.Inputs;
        string name = segment.Stem + (mode == ForwardMode.Training ? "Forward" : "Infer");
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
            segment.Dense.Name + ": " + Title(run),
            kernel,
            context.Left(s),
            mode == ForwardMode.Training ? context.TrainingWeight(s) : new Operand(OperandKind.Parameter, weight),
            hasBias ? new Operand(OperandKind.Parameter, weight + 1) : null,
            context.Arguments(program, new SegmentStreams(s, Result: destination))));
    }

    private string Title(SegmentRun run) => Segment.Titles(new[] { context.Segments[run.First].Head! }.Concat(run.Chain));
}
