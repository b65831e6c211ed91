using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// Plans the training passes without dropped units. Where a segment's masks are shared its values stand group by group, kept
/// units alone; where they are not, in rows as on the dense road, whose kernels then do the work. Between the two values are
/// grouped or spread.
/// </summary>
internal sealed class RowGroupPlanner
{
    private readonly PlanContext _context;
    private readonly ForwardPlanner _forward;
    private readonly BackwardPlanner _backward;
    private readonly int _rows;
    private readonly List<UnitList> _lists = [];

    // Per segment: kept values behind the chain, in front of it where saved, and gradients by the product. -1: not there.
    private readonly int[] _results;
    private readonly int[] _products;
    private readonly int[] _gradients;

    private RowGroupPlanner(PlanContext context, ForwardPlanner forward, BackwardPlanner backward)
    {
        _context = context;
        _forward = forward;
        _backward = backward;
        _rows = RowGroupSegments.Rows(context.Segments, context.SharesMasks);
        _results = [.. Enumerable.Range(0, context.Last + 1).Select(s => Add("Kept", s, Shared(s)))];
        _products = [.. Enumerable.Range(0, context.Last + 1).Select(s => Add("KeptProduct", s, Shared(s) && context.Fusions[s].SavesProduct))];
        _gradients = [.. Enumerable.Range(0, context.Last + 1).Select(s => Add("KeptGradient", s, Shared(s)))];
    }

    /// <summary>The plan; null for a network without shared masks that are worth it.</summary>
    public static RowGroupPlan? Run(PlanContext context, ForwardPlanner forward, BackwardPlanner backward)
    {
        if (!context.SharesMasks.Contains(true))
        {
            return null;
        }

        var planner = new RowGroupPlanner(context, forward, backward);
        List<Call> forwardCalls = planner.Forward();
        List<Call> backwardCalls = planner.Backward();
        return new RowGroupPlan(
            planner._rows, planner._lists.ToEquatableArray(), forwardCalls.ToEquatableArray(), backwardCalls.ToEquatableArray());
    }

    private List<Call> Forward()
    {
        var calls = new List<Call>();
        _forward.AddTraining(calls, 0);
        for (int s = 1; s <= _context.Last; s++)
        {
            if (!Shared(s))
            {
                _forward.AddTraining(calls, s);
                continue;
            }

            int left = _results[s - 1];
            if (!Shared(s - 1))
            {
                left = Grouped(calls, "Grouped" + PlanContext.Number(s) + "Inputs", _context.Left(s), _context.LeftStride(s), s - 1);
            }

            AddForward(calls, s, left);
            if (!Shared(s + 1))
            {
                calls.Add(Spread("its rows, zeros for dropped units", _results[s], s, _context.Result(s)));
            }
        }

        return calls;
    }

    private List<Call> Backward()
    {
        var calls = new List<Call>();
        int last = _context.Last;
        _backward.AddOutputChain(calls);
        for (int s = last; s >= 1; s--)
        {
            // Its bias, and what meets it in a product that is not grouped, take whole rows.
            if (Shared(s))
            {
                calls.Add(Spread(
                    $"{_context.Segments[s].Dense!.Name}: rows of its gradient, zeros for dropped units", _gradients[s], s, _backward.Gradient(s)));
            }

            if (s > 1 && Shared(s - 1))
            {
                AddInputGradient(calls, s);
            }
            else if (s > 1)
            {
                _backward.AddInputGradient(calls, s, _backward.Gradient(s - 1));
            }
            else
            {
                calls.Add(_backward.InputGradientOnRequest());
            }

            AddParameterGradients(calls, s);
        }

        return calls;
    }

    private void AddForward(List<Call> calls, int s, int left)
    {
        Segment segment = _context.Segments[s];
        int inputs = _context.Segments[s - 1].Units;
        FusedProgram program = _context.Fusions[s].ForwardOfKept();
        string kernel = _context.Kernels.Add(new GroupProductPlan(
            "Dense" + PlanContext.Number(s) + "ForwardKept",
            $"groups of {_rows} rows, [{inputs}] x [{inputs}, {segment.Units}] without dropped units, then {program.Name}",
            _rows,
            RowGroupLayout.Capacity(segment.Units),
            Shared(s - 1) ? RowGroupLayout.Capacity(inputs) : 0,
            RowGroupLayout.Capacity(inputs),
            segment.Layer!.HasBias,
            inputs * segment.Units,
            program.Epilogue(0)));
        int weight = _context.Weight(s);
        calls.Add(new GroupProductCall(
            $"{segment.Dense!.Name}: {segment.Title}, kept units alone",
            kernel,
            left,
            weight,
            segment.Layer.HasBias ? weight + 1 : null,
            Units(s, areInputs: false, s),
            Units(s, areInputs: true, s - 1),
            program.Arguments(stream => Stream(stream, s))));
    }

    // Gradient by segment s's product x its weight, for the kept units of the segment in front.
    private void AddInputGradient(List<Call> calls, int s)
    {
        Segment segment = _context.Segments[s];
        Segment front = _context.Segments[s - 1];
        int left = _gradients[s];
        if (!Shared(s))
        {
            left = Grouped(
                calls,
                "Grouped" + PlanContext.Number(s) + "Gradient",
                new Operand(OperandKind.Buffer, _backward.Gradient(s)),
                Layouts.Stride(segment.Units),
                s);
        }

        FusedProgram program = _context.Fusions[s - 1].BackwardOfKept();
        string kernel = _context.Kernels.Add(new GroupProductPlan(
            "Dense" + PlanContext.Number(s) + "InputGradientKept",
            $"groups of {_rows} rows, [{segment.Units}] x [{segment.Units}, {front.Units}] without dropped units, then {program.Name}",
            _rows,
            RowGroupLayout.Capacity(front.Units),
            Shared(s) ? RowGroupLayout.Capacity(segment.Units) : 0,
            RowGroupLayout.Capacity(segment.Units),
            HasBias: false,
            front.Units * segment.Units,
            program.Epilogue(0)));
        calls.Add(new GroupProductCall(
            $"{segment.Dense!.Name}: gradient by its inputs, kept units alone",
            kernel,
            left,
            _context.Weight(s),
            null,
            Units(s, areInputs: true, s - 1),
            Units(s, areInputs: false, s),
            program.Arguments(stream => Stream(stream, s - 1))));
    }

    private void AddParameterGradients(List<Call> calls, int s)
    {
        WeightLayout layout = _context.Layout(s);
        var gradient = new Operand(OperandKind.Buffer, _backward.Gradient(s));
        Segment segment = _context.Segments[s];
        int inputs = _context.Segments[s - 1].Units;
        if (Shared(s - 1) && !layout.IsTransposed)
        {
            AddWeightGradient(calls, s, _results[s - 1], gradient, Layouts.Stride(segment.Units), areInputs: true, inputs, segment.Units);
            _backward.AddBiasGradient(calls, s);
        }
        else if (Shared(s) && layout.IsTransposed)
        {
            AddWeightGradient(calls, s, _gradients[s], _context.Left(s), _context.LeftStride(s), areInputs: false, segment.Units, inputs);
            _backward.AddBiasGradient(calls, s);
        }
        else
        {
            _backward.AddParameterGradients(calls, s);
        }
    }

    private void AddWeightGradient(
        List<Call> calls, int s, int kept, Operand other, int otherStride, bool areInputs, int units, int columns)
    {
        WeightLayout layout = _context.Layout(s);
        Segment segment = _context.Segments[s];
        string kernel = _context.Kernels.Add(new GroupWeightGradientPlan(
            "Dense" + PlanContext.Number(s) + "WeightGradientKept",
            $"[{_context.Segments[s - 1].Units}, rows] x [rows, {segment.Units}] without dropped {(areInputs ? "inputs" : "units")}, then the update rule",
            _rows,
            Layouts.Padded(columns),
            layout.PanelWidth,
            layout.PanelRows,
            otherStride,
            units));
        calls.Add(new GroupWeightGradientCall(
            segment.Dense!.Name + ": gradient and update of its parameters",
            kernel,
            kept,
            other,
            otherStride,
            Units(s, areInputs, areInputs ? s - 1 : s, hasTiles: true),
            _context.Weight(s)));
    }

    private bool Shared(int segment) => _context.SharesMasks[segment];

    private int Add(string name, int s, bool exists) => exists
        ? _context.AddBuffer(RowGroupLayout.Buffer(name + PlanContext.Number(s), _context.Segments[s].Units, _rows))
        : -1;

    private int Grouped(List<Call> calls, string name, Operand source, int stride, int segment)
    {
        int units = _context.Segments[segment].Units;
        int buffer = _context.AddBuffer(RowGroupLayout.Buffer(name, units, _rows));
        calls.Add(new GroupRowsCall("groups of rows, unit by unit", source, stride, units, _rows, buffer));
        return buffer;
    }

    private SpreadRowsCall Spread(string comment, int source, int segment, int destination)
    {
        int units = _context.Segments[segment].Units;
        return new SpreadRowsCall(comment, source, Site(segment), units, _rows, destination, Layouts.Stride(units));
    }

    private int Site(int segment) => _context.Segments[segment].Chain[_context.Segments[segment].Chain.Count - 1].Number;

    // The list of one side of segment s's weight; the units are those of the segment named.
    private int Units(int s, bool areInputs, int segment, bool hasTiles = false)
    {
        var wanted = new UnitList(_context.Weight(s), areInputs, Shared(segment) ? Site(segment) : -1, _context.Segments[segment].Units, false);
        int index = _lists.FindIndex(list => list with { HasTiles = false } == wanted);
        if (index < 0)
        {
            index = _lists.Count;
            _lists.Add(wanted);
        }

        if (hasTiles)
        {
            _lists[index] = _lists[index] with { HasTiles = true };
        }

        return index;
    }

    private Operand Stream(FusedStream stream, int segment) => new(OperandKind.Buffer, stream.Role switch
    {
        StreamRole.Product => _products[segment],
        StreamRole.Result => _results[segment],
        StreamRole.Gradient => _gradients[segment],
        _ => throw new InvalidOperationException($"A kept unit has no stream {stream.Role}."),
    });
}
