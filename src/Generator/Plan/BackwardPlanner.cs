using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>Plans the backward pass: from the gradient by the logits to the updates of all parameters.</summary>
internal sealed class BackwardPlanner
{
    private readonly PlanContext _context;
    private readonly int[] _hidden = [-1, -1];

    // Gradients that are read again where a residual branch starts do not take turns.
    private readonly Dictionary<int, int> _kept = [];
    private readonly int _transposed;

    public BackwardPlanner(PlanContext context)
    {
        _context = context;
        OutputGradient = context.AddRowBuffer("OutputGradient", context.Network.Outputs);
        AddHiddenGradients();
        InputGradient = context.AddRowBuffer("InputGradient", context.Network.Inputs);
        int largest = Enumerable.Range(1, context.Last)
            .Where(s => context.Segments[s].Dense is not null
                && Layouts.TransposesForInputGradient(context.Segments[s].Units)
                && !context.Layout(s).IsTransposed)
            .Select(s => Layouts.Padded(context.Segments[s].Dense!.Inputs) * Layouts.TransposedRows(context.Segments[s].Units))
            .DefaultIfEmpty(0)
            .Max();
        _transposed = largest > 0 ? context.AddBuffer(new BufferPlan("TransposedWeight", 0, largest)) : -1;
    }

    /// <summary>Buffer that the pass starts from.</summary>
    public int OutputGradient { get; }

    /// <summary>Buffer with the gradient by the network's inputs.</summary>
    public int InputGradient { get; }

    public List<Call> Plan()
    {
        var calls = new List<Call>();
        AddOutputChain(calls);
        for (int s = _context.Last; s > 0; s--)
        {
            var ofSegment = new List<Call>();
            AddSegment(ofSegment, s);
            calls.AddRange(_context.Branches.WhereKept(s, ofSegment));
            foreach (Branch branch in _context.Branches.StartingIn(s - 1))
            {
                calls.AddRange(_context.Branches.WhereDropped(branch, Round(branch)));
            }
        }

        return calls;
    }

    // Where all rows dropped a branch, its parameters have no gradient, and what came in behind it goes on in front. The update comes
    // first: it keeps apart buffers that take turns.
    private List<Call> Round(Branch branch)
    {
        var calls = new List<Call>();
        string comment = $"no row kept the branch of {_context.Network.Dropouts.ElementAt(branch.Site).Name}: update by no gradient";
        for (int s = branch.Last; s > branch.First; s--)
        {
            for (int i = 0; i < _context.Segments[s].Head!.Layer.ParameterNames.Count; i++)
            {
                calls.Add(new ZeroGradientCall(comment, _context.Weight(s) + i));
                comment = string.Empty;
            }
        }

        int front = branch.First;
        Call round = _context.Elementwise(
            front,
            _context.Fusions[front].BackwardOfDropped(branch.Start),
            new SegmentStreams(front, Gradient: front > 0 ? Gradient(front) : InputGradient),
            "gradient round it");
        calls.Add(front > 0 ? round : new OnRequestCall("on request: gradient by the network's inputs", new EquatableArray<Call>([round])));
        return calls;
    }

    /// <summary>From the gradient by the outputs to that by the last product, if layers stand between.</summary>
    public void AddOutputChain(List<Call> calls)
    {
        int last = _context.Last;
        if (!_context.Fusions[last].PassesGradient)
        {
            calls.Add(_context.Elementwise(
                last,
                _context.Fusions[last].Backward(Source.Stream),
                new SegmentStreams(last, Source: OutputGradient, Gradient: Gradient(last)),
                "back through " + _context.Segments[last].Title));
        }
    }

    /// <summary>The gradient by the network's inputs, which few callers ask for.</summary>
    public Call InputGradientOnRequest()
    {
        var toInputs = new List<Call>();
        AddInputGradient(toInputs, 1, InputGradient);
        return new OnRequestCall("on request: gradient by the network's inputs", toInputs.ToEquatableArray());
    }

    // The gradient by the segment's inputs first, since it needs the parameters as they were; but a batch normalisation's
    // needs the sums that its parameters' gradients are.
    private void AddSegment(List<Call> calls, int s)
    {
        if (_context.Segments[s].IsBatchNorm)
        {
            AddBatchNormSums(calls, s);
        }

        ShapedLayer? learned = _context.Segments[s - 1].Penalty is { Layer: ConcreteDropoutLayer } penalty ? penalty : null;
        if (s > 1)
        {
            AddInputGradient(calls, s, Gradient(s - 1));
        }
        else if (learned is not null)
        {
            AddInputGradient(calls, s, InputGradient);
        }
        else
        {
            calls.Add(InputGradientOnRequest());
        }

        if (learned is not null)
        {
            calls.Add(new LogitGradientCall($"{learned.Name}: gradient and update of its rate's logit", learned.Number));
        }

        switch (_context.Segments[s].Head!.Layer)
        {
            case DenseLayer:
                AddParameterGradients(calls, s);
                break;
            case LayerNormLayer { IsAffine: true }:
                AddLayerNormParameters(calls, s);
                break;
        }
    }

    private void AddBatchNormSums(List<Call> calls, int s)
    {
        Segment segment = _context.Segments[s];
        calls.Add(new BatchNormGradientCall(
            segment.Head!.Name + ": sums over the batch, and update of its parameters",
            segment.Head.Number,
            segment.Units,
            new Operand(OperandKind.Buffer, Gradient(s)),
            _context.Left(s),
            Layouts.Stride(segment.Units)));
    }

    private void AddLayerNormParameters(List<Call> calls, int s)
    {
        Segment segment = _context.Segments[s];
        calls.Add(new LayerNormGradientCall(
            segment.Head!.Name + ": gradient and update of its parameters",
            _context.Weight(s),
            segment.Units,
            new Operand(OperandKind.Buffer, Gradient(s)),
            _context.Left(s),
            Layouts.Stride(segment.Units),
            _context.RowMoments(s)));
    }

    // Where an add is the first behind a product, the gradient by the product is that of what goes round the branch.
    private void SetSkipGradients(int s)
    {
        foreach (ShapedLayer add in _context.Segments[s].Chain.TakeWhile(static layer => layer.Layer is ResidualAddLayer))
        {
            _context.SetSkipGradient(add.Number, Gradient(s));
        }
    }

    // The gradient of a hidden layer is dead once the layer in front has its own: two buffers take turns.
    private void AddHiddenGradients()
    {
        for (int s = 1; s <= _context.Last; s++)
        {
            int units = _context.Segments[s].Units;
            bool isOutput = s == _context.Last && _context.Fusions[s].PassesGradient;
            if (!isOutput && _context.Fusions[s].KeepsGradient)
            {
                _kept.Add(s, _context.AddRowBuffer("Gradient" + PlanContext.Number(s), units));
            }

            if (isOutput || _context.Fusions[s].KeepsGradient)
            {
                SetSkipGradients(s);
                continue;
            }

            if (_hidden[s % 2] < 0)
            {
                _hidden[s % 2] = _context.AddRowBuffer(s % 2 == 0 ? "EvenGradient" : "OddGradient", units);
            }

            _context.Widen(_hidden[s % 2], Layouts.Stride(units));
        }
    }

    /// <summary>Buffer of the gradient by a segment's product.</summary>
    public int Gradient(int segment) =>
        segment == _context.Last && _context.Fusions[segment].PassesGradient ? OutputGradient
        : _kept.TryGetValue(segment, out int kept) ? kept
        : _hidden[segment % 2];

    /// <summary>Back through a segment's head, then through the chain in front.</summary>
    /// <remarks>
    /// Two buffers take turns, whose rows have other lengths for other segments: behind a product the update of its parameters
    /// keeps them apart, behind a normalisation the end of a phase.
    /// </remarks>
    public void AddInputGradient(List<Call> calls, int s, int destination)
    {
        switch (_context.Segments[s].Head!.Layer)
        {
            case BatchNormLayer:
                Call call = _context.Elementwise(
                    s - 1,
                    BackThroughNormalization(s),
                    new SegmentStreams(s - 1, Source: Gradient(s), Gradient: destination),
                    $"{_context.Segments[s].Head!.Name}: gradient by its inputs");
                calls.Add(call with { EndsPhase = true });
                break;
            case LayerNormLayer:
                AddLayerNormInputGradient(calls, s, destination);
                break;
            default:
                calls.AddRange(ProductInputGradient.Plan(_context, s, Gradient(s), destination, _transposed));
                break;
        }
    }

    // What is in front of the layer is the result of the segment in front.
    private FusedProgram BackThroughNormalization(int s)
    {
        ShapedLayer head = _context.Segments[s].Head!;
        var layer = (NormalizationLayer)head.Layer;
        return _context.Fusions[s - 1].Backward(
            fused => layer.Backward(new NormalizationScope(fused, head), fused.Load(StreamRole.Result), fused.Load(StreamRole.Source)),
            layer.Name);
    }

    private void AddLayerNormInputGradient(List<Call> calls, int s, int destination)
    {
        Segment segment = _context.Segments[s];
        FusedProgram program = BackThroughNormalization(s);
        var layer = (LayerNormLayer)segment.Head!.Layer;
        int stride = Layouts.Stride(segment.Units);
        int columns = Layouts.Padded(segment.Units);
        string kernel = _context.Kernels.Add(new RowNormalizationPlan(
            segment.Stem + "InputGradient",
            $"moments of each row's gradient, then {program.Name}",
            segment.Units,
            columns,
            stride,
            layer.Epsilon,
            layer.IsAffine,
            IsBackward: true,
            ClearedStreams: columns == segment.Units
                ? EquatableArray<int>.Empty
                : Enumerable.Range(0, program.Streams.Count).Where(i => IsWrittenGradient(program, i)).ToEquatableArray(),
            program.RowScales,
            program.Epilogue(stride)));
        calls.Add(new RowNormalizationCall(
            $"{segment.Head.Name}: gradient by its inputs",
            kernel,
            _context.RowMoments(s),
            _context.Left(s),
            layer.IsAffine ? new Operand(OperandKind.Parameter, _context.Weight(s)) : null,
            new Operand(OperandKind.Buffer, Gradient(s)),
            _context.Arguments(program, new SegmentStreams(s - 1, Source: Gradient(s), Gradient: destination)))
        {
            EndsPhase = true,
        });
    }

    private static bool IsWrittenGradient(FusedProgram program, int stream) =>
        program.Streams[stream].Role is StreamRole.Gradient or StreamRole.SkipGradient
        && program.Program.Operations.Any(operation => operation.Code == LaneCode.Store && operation.Slot == stream);

    /// <summary>Gradient and update of a segment's weight and bias.</summary>
    /// <remarks>The sides of the product change places where the weight is stored transposed.</remarks>
    public void AddParameterGradients(List<Call> calls, int s)
    {
        Segment segment = _context.Segments[s];
        var gradient = new Operand(OperandKind.Buffer, Gradient(s));
        int gradientStride = Layouts.Stride(segment.Units);
        int inputs = segment.Dense!.Inputs;
        int weight = _context.Weight(s);
        WeightLayout layout = _context.Layout(s);
        ShapedLayer? penalty = _context.Segments[s - 1].Penalty;
        (Operand left, int leftStride, Operand right, int rightStride) = layout.IsTransposed
            ? (gradient, gradientStride, _context.Left(s), _context.LeftStride(s))
            : (_context.Left(s), _context.LeftStride(s), gradient, gradientStride);
        string kernel = _context.Kernels.Add(new WeightGradientPlan(
            segment.Stem + "WeightGradient",
            $"[{inputs}, rows] x [rows, {segment.Units}], then the update rule",
            layout.IsTransposed ? segment.Units : inputs,
            Layouts.Padded(layout.IsTransposed ? inputs : segment.Units),
            layout.PanelWidth,
            layout.PanelRows,
            leftStride,
            rightStride,
            segment.WeightMask is null ? 0 : Layouts.MaskRowBits(layout.IsTransposed ? inputs : segment.Units),
            penalty is null ? WeightPenalty.None : layout.IsTransposed ? WeightPenalty.Columns : WeightPenalty.Rows));
        calls.Add(new WeightGradientCall(
            segment.Dense.Name + ": gradient and update of its parameters", kernel, left, leftStride, right, rightStride, weight, segment.WeightMask?.Number ?? -1, penalty is null ? -1 : _context.PenaltyBuffers(penalty.Number).Factors));
        AddBiasGradient(calls, s);
    }

    /// <summary>Gradient and update of a segment's bias, if it has one.</summary>
    public void AddBiasGradient(List<Call> calls, int s)
    {
        Segment segment = _context.Segments[s];
        if (segment.Layer!.HasBias)
        {
            calls.Add(new BiasGradientCall(string.Empty, Gradient(s), Layouts.Stride(segment.Units), _context.Weight(s) + 1));
        }
    }
}
