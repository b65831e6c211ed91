using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>Plans the backward pass: from the gradient by the logits to the updates of all parameters.</summary>
internal sealed class BackwardPlanner
{
    private readonly PlanContext _context;
    private readonly int[] _hidden = [-1, -1];
    private readonly int _transposed;

    public BackwardPlanner(PlanContext context)
    {
        _context = context;
        OutputGradient = context.AddRowBuffer("OutputGradient", context.Network.Outputs);
        AddHiddenGradients();
        InputGradient = context.AddRowBuffer("InputGradient", context.Network.Inputs);
        int largest = Enumerable.Range(1, context.Last)
            .Where(s => Layouts.TransposesForInputGradient(context.Segments[s].Units) && !context.Layout(s).IsTransposed)
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
        int last = _context.Last;
        AddOutputChain(calls);
        for (int s = last; s > 1; s--)
        {
            AddInputGradient(calls, s, Gradient(s - 1));
            AddParameterGradients(calls, s);
        }

        calls.Add(InputGradientOnRequest());
        AddParameterGradients(calls, 1);
        return calls;
    }

    /// <summary>From the gradient by the outputs to that by the last product, if layers stand between.</summary>
    public void AddOutputChain(List<Call> calls)
    {
        int last = _context.Last;
        if (!_context.Fusions[last].IsEmpty)
        {
            calls.Add(_context.Elementwise(
                last,
                _context.Fusions[last].Backward(Source.Stream),
                OutputGradient,
                Gradient(last),
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

    // The gradient of a hidden layer is dead once the layer in front has its own: two buffers take turns.
    private void AddHiddenGradients()
    {
        for (int s = 1; s <= _context.Last; s++)
        {
            if (s == _context.Last && _context.Fusions[s].IsEmpty)
            {
                continue;
            }

            int units = _context.Segments[s].Units;
            if (_hidden[s % 2] < 0)
            {
                _hidden[s % 2] = _context.AddRowBuffer(s % 2 == 0 ? "EvenGradient" : "OddGradient", units);
            }

            _context.Widen(_hidden[s % 2], Layouts.Stride(units));
        }
    }

    /// <summary>Buffer of the gradient by a segment's product.</summary>
    public int Gradient(int segment) =>
        segment == _context.Last && _context.Fusions[segment].IsEmpty ? OutputGradient : _hidden[segment % 2];

    /// <summary>Gradient by segment s's product x transposed weight, then back through the chain in front.</summary>
    public void AddInputGradient(List<Call> calls, int s, int destination)
    {
        Segment segment = _context.Segments[s];
        Segment front = _context.Segments[s - 1];
        FusedProgram program = _context.Fusions[s - 1].Backward(Source.Accumulator);
        EpiloguePlan epilogue = program.Epilogue(Layouts.Stride(front.Units));
        string name = "Dense" + PlanContext.Number(s) + "InputGradient";
        string purpose = $"[rows, {segment.Units}] x [{segment.Units}, {front.Units}], then {program.Name}";
        string comment = $"{segment.Dense!.Name}: gradient by its inputs";
        WeightLayout layout = _context.Layout(s);
        var right = new Operand(OperandKind.Parameter, _context.Weight(s));
        int stride = Layouts.Stride(segment.Units);
        KernelPlan kernel;
        if (layout.IsTransposed)
        {
            kernel = new ProductPlan(
                name, purpose, segment.Units, Layouts.Padded(front.Units), layout.PanelWidth, layout.PanelRows, stride, HasBias: false, HasZeros: false, epilogue);
        }
        else if (Layouts.TransposesForInputGradient(segment.Units))
        {
            int panelWidth = Layouts.PanelWidth(front.Units);
            calls.Add(new TransposeCall(comment, right.Index, _transposed, panelWidth));
            comment = string.Empty;
            right = new Operand(OperandKind.Buffer, _transposed);
            kernel = new ProductPlan(
                name,
                purpose,
                segment.Units,
                Layouts.Padded(front.Units),
                panelWidth,
                Layouts.TransposedRows(segment.Units),
                stride,
                HasBias: false,
                HasZeros: false,
                epilogue);
        }
        else
        {
            kernel = new DotProductPlan(
                name,
                purpose,
                front.Units,
                Layouts.Padded(segment.Units),
                layout.PanelWidth,
                layout.PanelRows,
                stride,
                HasBias: false,
                ClearsPadding: true,
                IsRare: s == 1,
                epilogue);
        }

        calls.Add(new ProductCall(
            comment,
            _context.Kernels.Add(kernel),
            new Operand(OperandKind.Buffer, Gradient(s)),
            right,
            null,
            program.Arguments(stream => _context.Buffer(stream, s - 1, source: -1, destination))));
    }

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
        (Operand left, int leftStride, Operand right, int rightStride) = layout.IsTransposed
            ? (gradient, gradientStride, _context.Left(s), _context.LeftStride(s))
            : (_context.Left(s), _context.LeftStride(s), gradient, gradientStride);
        string kernel = _context.Kernels.Add(new WeightGradientPlan(
            "Dense" + PlanContext.Number(s) + "WeightGradient",
            $"[{inputs}, rows] x [rows, {segment.Units}], then the update rule",
            layout.IsTransposed ? segment.Units : inputs,
            Layouts.Padded(layout.IsTransposed ? inputs : segment.Units),
            layout.PanelWidth,
            layout.PanelRows,
            leftStride,
            rightStride));
        calls.Add(new WeightGradientCall(
            segment.Dense.Name + ": gradient and update of its parameters", kernel, left, leftStride, right, rightStride, weight));
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
