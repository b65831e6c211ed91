using System.Buffers.Binary;

namespace DropoutGen;

/// <summary>An ONNX graph of one input and one output while it is put together. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    // Data types of onnx.proto.
    private const int FloatType = 1;
    private const int Int64Type = 7;
    private const int BooleanType = 9;

    private readonly List<Node> _nodes = [];
    private readonly List<ProtobufMessage> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly string _input;
    private readonly string _output;

    public OnnxGraph(string input, string output)
    {
        _input = Take(input);
        _output = Take(output);
    }

    /// <summary>Adds an operation.</summary>
    /// <param name="operation">The operator's name.</param>
    /// <param name="result">Name of its result, and of the node.</param>
    /// <param name="inputs">Names of its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The result's name.</returns>
    public string Add(string operation, string result, string[] inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new Node(operation, Take(result), inputs, [result], attributes));
        return result;
    }

    /// <summary>Adds an operation of which only the second result is used.</summary>
    public string AddSecond(string operation, string result, string[] inputs)
    {
        // The first result has to have a name, wanted or not.
        _nodes.Add(new Node(operation, result, inputs, [Take(result + ".unused"), Take(result)], []));
        return result;
    }

    /// <summary>Cuts rows into two halves.</summary>
    public (string First, string Second) AddHalves(string name, string value)
    {
        string[] results = [Take(name + ".first"), Take(name + ".second")];
        _nodes.Add(new Node("Split", name, [value], results, [OnnxAttribute.Integer("axis", 1)]));
        return (results[0], results[1]);
    }

    /// <summary>Adds a parameter.</summary>
    public string Tensor(ParameterView view) =>
        Tensor(view.Name, [.. view.Shape.Select(static size => (long)size)], view.Count, view.CopyPiece);

    /// <summary>Adds a scalar.</summary>
    public string Scalar(string name, double value) => Tensor(name, [], 1, (_, destination) => destination.Fill((float)value));

    /// <summary>Adds floats.</summary>
    public string Tensor(string name, long[] shape, float[] values) =>
        Tensor(name, shape, values.Length, (start, destination) => values.AsSpan((int)start, destination.Length).CopyTo(destination));

    /// <summary>Adds a truth value.</summary>
    public string Flag(string name, bool value)
    {
        ProtobufMessage tensor = Begin(name, BooleanType, []);
        tensor.Content(9, 1, stream => stream.WriteByte(value ? (byte)1 : (byte)0));
        return name;
    }

    /// <summary>Adds a list of integers.</summary>
    public string Integers(string name, params long[] values)
    {
        ProtobufMessage tensor = Begin(name, Int64Type, [values.Length]);
        var bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        tensor.Content(9, bytes.Length, stream => stream.Write(bytes));
        return name;
    }

    /// <summary>The graph whose output is the value of a name.</summary>
    public ProtobufMessage ToMessage(string name, string value, int? rows, int inputs, int outputs)
    {
        End(value);
        var graph = new ProtobufMessage();
        foreach (Node node in _nodes)
        {
            graph.Nested(1, node.ToMessage());
        }

        graph.Text(2, name);
        foreach (ProtobufMessage tensor in _tensors)
        {
            graph.Nested(5, tensor);
        }

        graph.Nested(11, ValueInfo(_input, rows, inputs));
        graph.Nested(12, ValueInfo(_output, rows, outputs));
        return graph;
    }

    // The last result takes the output's name.
    private void End(string value)
    {
        int last = _nodes.Count - 1;
        if (last >= 0 && _nodes[last].Results is [var result] && result == value)
        {
            _nodes[last] = _nodes[last] with { Results = [_output] };
        }
        else
        {
            _nodes.Add(new Node("Identity", _output, [value], [_output], []));
        }
    }

    private string Tensor(string name, long[] shape, long count, TensorFill fill)
    {
        ProtobufMessage tensor = Begin(name, FloatType, shape);
        tensor.Content(9, checked(count * sizeof(float)), stream => TensorValues.Write(stream, count, fill));
        return name;
    }

    private ProtobufMessage Begin(string name, int type, long[] shape)
    {
        var tensor = new ProtobufMessage();
        foreach (long size in shape)
        {
            tensor.Number(1, size);
        }

        tensor.Number(2, type);
        tensor.Text(8, Take(name));
        _tensors.Add(tensor);
        return tensor;
    }

    private static ProtobufMessage ValueInfo(string name, int? rows, int values)
    {
        var rowSize = new ProtobufMessage();
        if (rows is { } fixedRows)
        {
            rowSize.Number(1, fixedRows);
        }
        else
        {
            rowSize.Text(2, "rows");
        }

        var valueSize = new ProtobufMessage();
        valueSize.Number(1, values);
        var shape = new ProtobufMessage();
        shape.Nested(1, rowSize);
        shape.Nested(1, valueSize);
        var tensor = new ProtobufMessage();
        tensor.Number(1, FloatType);
        tensor.Nested(2, shape);
        var type = new ProtobufMessage();
        type.Nested(1, tensor);
        var info = new ProtobufMessage();
        info.Text(1, name);
        info.Nested(2, type);
        return info;
    }

    private string Take(string name) => _names.Add(name)
        ? name
        : throw new ArgumentException($"The model has a value of the name '{name}' already: give the input or output another one.");

    private sealed record Node(string Operation, string Name, string[] Inputs, string[] Results, OnnxAttribute[] Attributes)
    {
        public ProtobufMessage ToMessage()
        {
            var node = new ProtobufMessage();
            foreach (string input in Inputs)
            {
                node.Text(1, input);
            }

            foreach (string result in Results)
            {
                node.Text(2, result);
            }

            node.Text(3, Name);
            node.Text(4, Operation);
            foreach (OnnxAttribute attribute in Attributes)
            {
                node.Nested(5, attribute.ToMessage());
            }

            return node;
        }
    }
}
