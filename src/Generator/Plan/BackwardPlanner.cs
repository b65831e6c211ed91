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
            .Max(s => Layouts.Padded(context.Segments[s].Dense!.Inputs) * context.Segments[s].Units);
        _transposed = context.AddBuffer(new BufferPlan("TransposedWeight", 0, largest));
    }

    /// <summary>Buffer that the pass starts from.</summary>
    public int OutputGradient { get; }

    /// <summary>Buffer with the gradient by the network's inputs.</summary>
    public int InputGradient { get; }

    public List<Call> Plan()
    {
        var calls = new List<Call>();
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

        for (int s = last; s > 1; s--)
        {
            AddInputGradient(calls, s, Gradient(s - 1));
            AddParameterGradients(calls, s);
        }

        var toInputs = new List<Call>();
        AddInputGradient(toInputs, 1, InputGradient);
        calls.Add(new OnRequestCall("on request: gradient by the network's inputs", toInputs.ToEquatableArray()));
        AddParameterGradients(calls, 1);
        return calls;
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

    // The gradient by a segment's product.
    private int Gradient(int segment) =>
        segment == _context.Last && _context.Fusions[segment].IsEmpty ? OutputGradient : _hidden[segment % 2];

    // Gradient by segment s's product x transposed weight, then back through the chain in front.
    private void AddInputGradient(List<Call> calls, int s, int destination)
    {
        Segment segment = _context.Segments[s];
        Segment front = _context.Segments[s - 1];
        int panelWidth = Layouts.PanelWidth(front.Units);
        FusedProgram program = _context.Fusions[s - 1].Backward(Source.Accumulator);
        int stride = Layouts.Stride(front.Units);
        string kernel = _context.Kernels.Add(new ProductPlan(
            "Dense" + PlanContext.Number(s) + "InputGradient",
            $"[rows, {segment.Units}] x [{segment.Units}, {front.Units}], then {program.Name}",
            segment.Units,
            Layouts.Padded(front.Units),
            panelWidth,
            Layouts.Stride(segment.Units),
            false,
            program.Epilogue(_ => stride)));
        calls.Add(new TransposeCall(
            $"{segment.Dense!.Name}: gradient by its inputs", _context.Weight(s), _transposed, panelWidth));
        calls.Add(new ProductCall(
            string.Empty,
            kernel,
            new Operand(OperandKind.Buffer, Gradient(s)),
            new Operand(OperandKind.Buffer, _transposed),
            null,
            program.Arguments(role => role switch
            {
                StreamRole.Product => _context.Product(s - 1),
                StreamRole.Result => _context.Result(s - 1),
                _ => destination,
            })));
    }

    private void AddParameterGradients(List<Call> calls, int s)
    {
        Segment segment = _context.Segments[s];
        int stride = Layouts.Stride(segment.Units);
        int weight = _context.Weight(s);
        string kernel = _context.Kernels.Add(new WeightGradientPlan(
            "Dense" + PlanContext.Number(s) + "WeightGradient",
            $"[{segment.Dense!.Inputs}, rows] x [rows, {segment.Units}], then the update rule",
            segment.Dense.Inputs,
            Layouts.Padded(segment.Units),
            Layouts.PanelWidth(segment.Units),
            _context.LeftStride(s),
            stride));
        calls.Add(new WeightGradientCall(
            segment.Dense.Name + ": gradient and update of its parameters", kernel, _context.Left(s), Gradient(s), weight));
        if (segment.Layer!.HasBias)
        {
            calls.Add(new BiasGradientCall(string.Empty, Gradient(s), stride, weight + 1));
        }
    }
}
