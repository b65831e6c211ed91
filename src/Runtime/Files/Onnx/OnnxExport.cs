using System.Reflection;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Writes networks as <see href="https://onnx.ai">ONNX</see> models, operator set 17: one float input of rows x inputs and
/// one float output of rows x outputs.
/// </summary>
public static class OnnxExport
{
    private const int OperatorSet = 17;

    // That of ONNX 1.12, which brought operator set 17.
    private const int FormatVersion = 8;

    // Readers refuse longer messages.
    private const long LongestModel = int.MaxValue;

    /// <summary>Writes a network as an ONNX model; the file is written beside and moved into place.</summary>
    /// <param name="network">The network, with its present parameters and rates.</param>
    /// <param name="path">The file; an existing one is replaced once the new one is complete.</param>
    /// <param name="options">What the model computes; predictions of any number of rows if null.</param>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <exception cref="ArgumentException">The path is empty, or an option names the input or output as another value; nothing is written.</exception>
    /// <exception cref="NotSupportedException">There are no operations for a layer, or none that draw its masks; nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The model would be longer than the 2 GiB that a file of the format can have; nothing is written.</exception>
    public static void SaveOnnx<TNetwork>(this INetwork<TNetwork> network, string path, OnnxOptions? options = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ProtobufMessage model = Model(network, options ?? new OnnxOptions());
        AtomicFile.Write(path, model.WriteTo);
    }

    /// <summary>Writes a network as an ONNX model.</summary>
    /// <param name="network">The network, with its present parameters and rates.</param>
    /// <param name="stream">Written from its present position; stays open.</param>
    /// <param name="options">What the model computes; predictions of any number of rows if null.</param>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <exception cref="ArgumentException">An option names the input or output as another value; nothing is written.</exception>
    /// <exception cref="NotSupportedException">There are no operations for a layer, or none that draw its masks; nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The model would be longer than the 2 GiB that a file of the format can have; nothing is written.</exception>
    public static void SaveOnnx<TNetwork>(this INetwork<TNetwork> network, Stream stream, OnnxOptions? options = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        Model(network, options ?? new OnnxOptions()).WriteTo(stream);
    }

    private static ProtobufMessage Model<TNetwork>(INetwork<TNetwork> network, OnnxOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkDefinition definition = TNetwork.Definition;
        int drawing = definition.Layers.Count(static layer => layer.Dropout >= 0);
        if (options.Sampling && drawing != definition.Dropouts.Length)
        {
            throw new NotSupportedException(
                $"{definition.Name} has {definition.Dropouts.Length} dropouts, {drawing} of them layers: the others cannot be written as ONNX operations.");
        }

        var graph = new OnnxGraph(options.InputName, options.OutputName);
        var layers = new OnnxLayers(graph, network.State, options.Sampling);
        string value = options.InputName;
        var skips = new Stack<string>();
        foreach (LayerDefinition layer in definition.Layers)
        {
            switch (layer.Kind)
            {
                case "ResidualStart":
                    skips.Push(value);
                    break;
                case "ResidualAdd":
                    value = graph.Add("Add", layer.Name, [value, skips.Pop()]);
                    break;
                default:
                    value = layers.Add(layer, value);
                    break;
            }
        }

        if (!options.Logits)
        {
            value = OnnxPredictions.Add(graph, TNetwork.Loss, value);
        }

        ProtobufMessage message = graph.ToMessage(definition.Name, value, options.Rows, definition.Inputs, definition.Outputs);
        return Model(message);
    }

    private static ProtobufMessage Model(ProtobufMessage graph)
    {
        var operators = new ProtobufMessage();
        operators.Number(2, OperatorSet);
        var model = new ProtobufMessage();
        model.Number(1, FormatVersion);
        model.Text(2, "DropoutGen");
        model.Text(3, typeof(OnnxExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty);
        model.Nested(7, graph);
        model.Nested(8, operators);
        return model.Length <= LongestModel
            ? model
            : throw new InvalidOperationException(
                $"The model would have {model.Length} bytes; a file of the format can have {LongestModel}.");
    }
}
