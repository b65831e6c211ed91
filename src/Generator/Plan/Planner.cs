using System.Globalization;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>Lowers a network to kernels, buffers and the order of calls.</summary>
internal sealed class Planner
{
    private readonly ShapedNetwork _network;
    private readonly List<Segment> _segments;
    private readonly List<ChainFusion> _fusions;
    private readonly KernelTable _kernels = new();
    private readonly List<BufferPlan> _buffers = [];

    // Per segment: the value behind its chain, and in front of it where that is saved. -1: not there.
    private readonly int[] _result;
    private readonly int[] _product;
    private readonly int[] _hiddenGradient = [-1, -1];

    private Planner(ShapedNetwork network)
    {
        _network = network;
        _segments = Segment.Cut(network);
        _fusions = [.. _segments.Select(static segment => new ChainFusion(segment.Chain))];
        _result = new int[_segments.Count];
        _product = new int[_segments.Count];
    }

    private int Last => _segments.Count - 1;

    public static NetworkPlan Run(ShapedNetwork network) => new Planner(network).Plan();

    private NetworkPlan Plan()
    {
        for (int s = 0; s <= Last; s++)
        {
            bool isInputs = s == 0;
            bool exists = !isInputs || !_fusions[0].IsEmpty;
            _product[s] = exists && (isInputs || _fusions[s].SavesProduct) ? RowBuffer(isInputs ? "inputs" : "product" + Number(s), _segments[s].Units) : -1;
            _result[s] = exists ? RowBuffer(isInputs ? "droppedInputs" : "activation" + Number(s), _segments[s].Units) : -1;
        }

        int outputGradient = RowBuffer("outputGradient", _network.Outputs);
        PlanHiddenGradients();
        int inputGradient = RowBuffer("inputGradient", _network.Inputs);
        int transposed = TransposedBuffer();

        var forward = new List<Call>();
        var infer = new List<Call>();
        for (int s = 0; s <= Last; s++)
        {
            AddForward(forward, s, ForwardMode.Training);
            AddForward(infer, s, ForwardMode.Inference);
        }

        (List<Call> prefix, List<Call> pass) = PlanSampling(infer);
        List<Call> backward = PlanBackward(outputGradient, inputGradient, transposed);
        return new NetworkPlan(
            _network.Type,
            _buffers.ToEquatableArray(),
            _result[Last],
            outputGradient,
            inputGradient,
            _kernels.All.ToEquatableArray(),
            infer.ToEquatableArray(),
            forward.ToEquatableArray(),
            backward.ToEquatableArray(),
            prefix.ToEquatableArray(),
            pass.ToEquatableArray());
    }

    private static string Number(int segment) => (segment - 1).ToString(CultureInfo.InvariantCulture);

    private int RowBuffer(string name, int columns) => AddBuffer(new BufferPlan(name, Layouts.Stride(columns), 0));

    private int AddBuffer(BufferPlan buffer)
    {
        _buffers.Add(buffer);
        return _buffers.Count - 1;
    }

    // The gradient of a hidden layer is dead once the layer in front has its own: two buffers take turns.
    private void PlanHiddenGradients()
    {
        for (int s = 1; s <= Last; s++)
        {
            if (s == Last && _fusions[s].IsEmpty)
            {
                continue;
            }

            int turn = s % 2;
            int stride = Layouts.Stride(_segments[s].Units);
            if (_hiddenGradient[turn] < 0)
            {
                _hiddenGradient[turn] = AddBuffer(new BufferPlan(turn == 0 ? "evenGradient" : "oddGradient", stride, 0));
            }
            else if (_buffers[_hiddenGradient[turn]].PerRow < stride)
            {
                _buffers[_hiddenGradient[turn]] = _buffers[_hiddenGradient[turn]] with { PerRow = stride };
            }
        }
    }

    private int TransposedBuffer()
    {
        int largest = 0;
        for (int s = 1; s <= Last; s++)
        {
            largest = Math.Max(largest, Layouts.Padded(_segments[s].Dense!.Inputs) * _segments[s].Units);
        }

        return AddBuffer(new BufferPlan("transposedWeight", 0, largest));
    }

    private int Gradient(int segment, int outputGradient) =>
        segment == Last && _fusions[segment].IsEmpty ? outputGradient : _hiddenGradient[segment % 2];

    private Operand Left(int segment) => _result[segment - 1] < 0
        ? new Operand(OperandKind.Inputs, 0)
        : new Operand(OperandKind.Buffer, _result[segment - 1]);

    private int LeftStride(int segment) =>
        _result[segment - 1] < 0 ? _network.Inputs : Layouts.Stride(_segments[segment - 1].Units);

    private int WeightIndex(int segment)
    {
        int index = 0;
        for (int s = 1; s < segment; s++)
        {
            index += _segments[s].Layer!.HasBias ? 2 : 1;
        }

        return index;
    }

    private void AddForward(List<Call> calls, int s, ForwardMode mode) =>
        AddForward(calls, s, mode, 0, _segments[s].Chain.Count, _result[s]);

    // Segment s with layers from..to of its chain, the result going to a buffer.
    private void AddForward(List<Call> calls, int s, ForwardMode mode, int from, int to, int destination)
    {
        Segment segment = _segments[s];
        ChainFusion fusion = _fusions[s];
        bool training = mode == ForwardMode.Training;
        if (s == 0)
        {
            AddInputForward(calls, mode);
            return;
        }

        FusedProgram program = fusion.Forward(Source.Accumulator, mode, from, to, training && fusion.SavesProduct);
        int stride = Layouts.Stride(segment.Units);
        string kernel = _kernels.Add(new ProductPlan(
            "Dense" + Number(s) + (training ? "Forward" : "Infer"),
            $"[rows, {segment.Dense!.Inputs}] x [{segment.Dense.Inputs}, {segment.Units}], then {program.Name}",
            segment.Dense.Inputs,
            Layouts.Padded(segment.Units),
            Layouts.PanelWidth(segment.Units),
            LeftStride(s),
            segment.Layer!.HasBias,
            program.Epilogue(_ => stride)));
        int weight = WeightIndex(s);
        calls.Add(new ProductCall(
            segment.Dense.Name + ": " + segment.Title,
            kernel,
            Left(s),
            new Operand(OperandKind.Parameter, weight),
            segment.Layer.HasBias ? new Operand(OperandKind.Parameter, weight + 1) : null,
            program.Arguments(role => role == StreamRole.Product ? _product[s] : destination)));
    }

    // What acts on the inputs themselves has no product to be an epilogue of.
    private void AddInputForward(List<Call> calls, ForwardMode mode)
    {
        ChainFusion fusion = _fusions[0];
        if (fusion.IsEmpty)
        {
            return;
        }

        if (fusion.IsIdentity(mode))
        {
            calls.Add(new CopyInputsCall("inputs, padded", _result[0]));
            return;
        }

        calls.Add(new CopyInputsCall("inputs, padded", _product[0]));
        FusedProgram program = fusion.Forward(Source.Stream, mode, 0, _segments[0].Chain.Count, false);
        AddElementwise(calls, 0, program, _product[0], _result[0], "on the inputs: " + _segments[0].Title);
    }

    private void AddElementwise(List<Call> calls, int s, FusedProgram program, int source, int destination, string comment)
    {
        Segment segment = _segments[s];
        int stride = Layouts.Stride(segment.Units);
        string name = (s == 0 ? "Inputs" : "Dense" + Number(s)) + program.Name;
        string kernel = _kernels.Add(new ElementwisePlan(
            name, program.Name + " on [rows, " + segment.Units.ToString(CultureInfo.InvariantCulture) + "]", Layouts.Padded(segment.Units), program.Epilogue(_ => stride)));
        calls.Add(new ElementwiseCall(comment, kernel, program.Arguments(role => role switch
        {
            StreamRole.Source => source,
            StreamRole.Product => _product[s],
            StreamRole.Result => _result[s],
            _ => destination,
        })));
    }

    // The layers in front of the first dropout once, the rest for each pass.
    private (List<Call> Prefix, List<Call> Pass) PlanSampling(List<Call> infer)
    {
        int first = _segments.FindIndex(static segment => segment.Chain.Any(static layer => layer.Layer is DropoutLayer));
        if (first < 0)
        {
            return ([], infer);
        }

        ChainFusion fusion = _fusions[first];
        int prefixResult = RowBuffer("samplePrefix", _segments[first].Units);
        var prefix = new List<Call>();
        for (int s = 0; s < first; s++)
        {
            AddForward(prefix, s, ForwardMode.Inference);
        }

        int at = fusion.FirstDropout;
        if (first == 0)
        {
            prefix.Add(new CopyInputsCall("inputs, padded", prefixResult));
            at = 0;
        }
        else
        {
            AddForward(prefix, first, ForwardMode.Inference, 0, at, prefixResult);
        }

        var pass = new List<Call>();
        FusedProgram rest = fusion.Forward(Source.Stream, ForwardMode.Training, at, _segments[first].Chain.Count, false);
        AddElementwise(pass, first, rest, prefixResult, _result[first], "this pass's masks on what does not change");
        for (int s = first + 1; s <= Last; s++)
        {
            AddForward(pass, s, ForwardMode.Training);
        }

        return (prefix, pass);
    }

    private List<Call> PlanBackward(int outputGradient, int inputGradient, int transposed)
    {
        var calls = new List<Call>();
        if (!_fusions[Last].IsEmpty)
        {
            FusedProgram program = _fusions[Last].Backward(Source.Stream);
            AddElementwise(calls, Last, program, outputGradient, Gradient(Last, outputGradient), "back through " + _segments[Last].Title);
        }

        for (int s = Last; s >= 1; s--)
        {
            int gradient = Gradient(s, outputGradient);
            if (s > 1)
            {
                AddInputGradient(calls, s, gradient, Gradient(s - 1, outputGradient), transposed);
            }
            else
            {
                var toInputs = new List<Call>();
                AddInputGradient(toInputs, s, gradient, inputGradient, transposed);
                calls.Add(new OnRequestCall("on request: gradient by the network's inputs", toInputs.ToEquatableArray()));
            }

            AddParameterGradients(calls, s, gradient);
        }

        return calls;
    }

    // gradient by segment s's product x transposed weight, then back through the chain in front.
    private void AddInputGradient(List<Call> calls, int s, int gradient, int destination, int transposed)
    {
        Segment segment = _segments[s];
        Segment front = _segments[s - 1];
        int weight = WeightIndex(s);
        int panelWidth = Layouts.PanelWidth(front.Units);
        FusedProgram program = _fusions[s - 1].Backward(Source.Accumulator);
        int stride = Layouts.Stride(front.Units);
        string kernel = _kernels.Add(new ProductPlan(
            "Dense" + Number(s) + "InputGradient",
            $"[rows, {segment.Units}] x [{segment.Units}, {front.Units}], then {program.Name}",
            segment.Units,
            Layouts.Padded(front.Units),
            panelWidth,
            Layouts.Stride(segment.Units),
            false,
            program.Epilogue(_ => stride)));
        calls.Add(new TransposeCall(
            $"{segment.Dense!.Name}: gradient by its inputs", weight, transposed, panelWidth));
        calls.Add(new ProductCall(
            string.Empty,
            kernel,
            new Operand(OperandKind.Buffer, gradient),
            new Operand(OperandKind.Buffer, transposed),
            null,
            program.Arguments(role => role switch
            {
                StreamRole.Product => _product[s - 1],
                StreamRole.Result => _result[s - 1],
                _ => destination,
            })));
    }

    private void AddParameterGradients(List<Call> calls, int s, int gradient)
    {
        Segment segment = _segments[s];
        int stride = Layouts.Stride(segment.Units);
        string kernel = _kernels.Add(new WeightGradientPlan(
            "Dense" + Number(s) + "WeightGradient",
            $"[{segment.Dense!.Inputs}, rows] x [rows, {segment.Units}], then the update rule",
            segment.Dense.Inputs,
            Layouts.Padded(segment.Units),
            Layouts.PanelWidth(segment.Units),
            LeftStride(s),
            stride));
        int weight = WeightIndex(s);
        calls.Add(new WeightGradientCall(segment.Dense.Name + ": gradient and update of its parameters", kernel, Left(s), gradient, weight));
        if (segment.Layer!.HasBias)
        {
            calls.Add(new BiasGradientCall(string.Empty, gradient, stride, weight + 1));
        }
    }
}
