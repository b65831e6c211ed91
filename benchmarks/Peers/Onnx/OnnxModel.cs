using System.Runtime.InteropServices;
using Google.Protobuf;

namespace DropoutGen.Benchmarks.Peers.Onnx;

/// <summary>
/// Writes a network of dense layers as an ONNX model: Gemm, Relu, and Softmax for classifiers. Field numbers are those of
/// onnx.proto.
/// </summary>
internal static class OnnxModel
{
    public const string Input = "input";
    public const string Output = "output";

    private const int Float = 1;

    /// <param name="shape">The shape.</param>
    /// <param name="parameters">Weight [units, inputs] and bias of each layer.</param>
    /// <param name="rows">Rows of a batch: fixed, so that the runtime can plan for it.</param>
    public static byte[] Write(NetworkShape shape, float[][] parameters, int rows) => Message(model =>
    {
        Number(model, 1, 8); // ir_version
        Nested(model, 7, graph => WriteGraph(graph, shape, parameters, rows));
        Nested(model, 8, static operators => Number(operators, 2, 13)); // opset_import
    });

    private static void WriteGraph(CodedOutputStream graph, NetworkShape shape, float[][] parameters, int rows)
    {
        string value = Input;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            bool isLast = layer == shape.Layers - 1;
            string product = isLast && !shape.IsClassifier ? Output : $"product{layer}";
            WriteNode(graph, "Gemm", [value, $"weight{layer}", $"bias{layer}"], product, "transB");
            if (isLast && shape.IsClassifier)
            {
                WriteNode(graph, "Softmax", [product], Output);
            }
            else if (!isLast)
            {
                value = $"activation{layer}";
                WriteNode(graph, "Relu", [product], value);
            }
        }

        Text(graph, 2, "network"); // name
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            int units = shape.Sizes[layer + 1];
            WriteTensor(graph, $"weight{layer}", parameters[2 * layer], [units, shape.Sizes[layer]]);
            WriteTensor(graph, $"bias{layer}", parameters[(2 * layer) + 1], [units]);
        }

        WriteValue(graph, 11, Input, [rows, shape.Inputs]);
        WriteValue(graph, 12, Output, [rows, shape.Outputs]);
    }

    private static void WriteNode(
        CodedOutputStream graph, string operation, string[] inputs, string output, string? attributeOfOne = null) =>
        Nested(graph, 1, node =>
        {
            foreach (string input in inputs)
            {
                Text(node, 1, input);
            }

            Text(node, 2, output);
            Text(node, 4, operation);
            if (attributeOfOne is not null)
            {
                Nested(node, 5, attribute =>
                {
                    Text(attribute, 1, attributeOfOne);
                    Number(attribute, 3, 1); // its value
                    Number(attribute, 20, 2); // its type: integer
                });
            }
        });

    private static void WriteTensor(CodedOutputStream graph, string name, float[] values, int[] dimensions) =>
        Nested(graph, 5, tensor =>
        {
            foreach (int dimension in dimensions)
            {
                Number(tensor, 1, dimension);
            }

            Number(tensor, 2, Float);
            Text(tensor, 8, name);
            tensor.WriteTag(9, WireFormat.WireType.LengthDelimited); // raw_data, little-endian
            tensor.WriteBytes(ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)));
        });

    private static void WriteValue(CodedOutputStream graph, int field, string name, int[] dimensions) =>
        Nested(graph, field, value =>
        {
            Text(value, 1, name);
            Nested(value, 2, type => Nested(type, 1, tensor =>
            {
                Number(tensor, 1, Float);
                Nested(tensor, 2, shape =>
                {
                    foreach (int dimension in dimensions)
                    {
                        Nested(shape, 1, one => Number(one, 1, dimension));
                    }
                });
            }));
        });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var stream = new CodedOutputStream(memory, leaveOpen: true))
        {
            write(stream);
        }

        return memory.ToArray();
    }

    private static void Nested(CodedOutputStream stream, int field, Action<CodedOutputStream> write)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteBytes(ByteString.CopyFrom(Message(write)));
    }

    private static void Text(CodedOutputStream stream, int field, string text)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteString(text);
    }

    private static void Number(CodedOutputStream stream, int field, long number)
    {
        stream.WriteTag(field, WireFormat.WireType.Varint);
        stream.WriteInt64(number);
    }
}
