using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>The layers of a network as ONNX operations.</summary>
internal sealed class OnnxLayers(OnnxGraph graph, NetworkState state, bool sampling)
{
    private readonly OnnxDropouts _dropouts = new(graph, sampling);

    /// <summary>Adds a layer's operations.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Name of the value it takes.</param>
    /// <returns>Name of the value it gives.</returns>
    /// <exception cref="NotSupportedException">There are no operations for the layer.</exception>
    public string Add(LayerDefinition layer, string x) => layer.Kind switch
    {
        "Dense" when layer.Dropout < 0 => Dense(layer, x),
        "Relu" => graph.Add("Relu", layer.Name, [x]),
        "LeakyRelu" => graph.Add("LeakyRelu", layer.Name, [x], OnnxAttribute.Real("alpha", layer.Argument("negativeSlope"))),
        "Elu" => graph.Add("Elu", layer.Name, [x], OnnxAttribute.Real("alpha", layer.Argument("alpha"))),
        "Selu" => graph.Add("Selu", layer.Name, [x]),
        "Gelu" => Gelu(layer, x),
        "Silu" => graph.Add("Mul", layer.Name, [x, graph.Add("Sigmoid", layer.Name + ".sigmoid", [x])]),
        "Tanh" => graph.Add("Tanh", layer.Name, [x]),
        "Sigmoid" => graph.Add("Sigmoid", layer.Name, [x]),
        "Softplus" => Softplus(layer, x),
        "BatchNorm" => BatchNorm(layer, x),
        "LayerNorm" => graph.Add(
            "LayerNormalization", layer.Name, [x, .. Affine(layer)], OnnxAttribute.Real("epsilon", layer.Argument("Epsilon"))),
        "Square" => graph.Add("Mul", layer.Name, [x, x]),
        "Dropout" or "AlphaDropout" or "GaussianDropout" or "FeatureDropout" or "ConcreteDropout" or "DropConnect" or "DropPath" => _dropouts.Add(layer, state.Dropouts[layer.Dropout], x),
        _ => throw new NotSupportedException($"The layer {layer.Name} cannot be written as ONNX operations."),
    };

    // x W^T + b, W being [units, inputs].
    private string Dense(LayerDefinition layer, string x) => graph.Add(
        "Gemm",
        layer.Name,
        [x, .. layer.Parameters.Select(name => graph.Tensor(state.Parameters[name]))],
        OnnxAttribute.Integer("transB", 1));

    // By the running moments, in sampling too.
    private string BatchNorm(LayerDefinition layer, string x)
    {
        BatchNormDefinition definition = state.Definition.BatchNorms.Single(definition => definition.Name == layer.Name);
        IEnumerable<string> moments = state.RunningStatistics
            .Where(view => view.Name.StartsWith(layer.Name + ".", StringComparison.Ordinal))
            .Select(graph.Tensor);
        return graph.Add(
            "BatchNormalization", layer.Name, [x, .. Affine(layer), .. moments], OnnxAttribute.Real("epsilon", definition.Epsilon));
    }

    // Weight and bias of a normalisation; 1 and 0 for one without.
    private string[] Affine(LayerDefinition layer)
    {
        if (!layer.Parameters.IsEmpty)
        {
            return [.. layer.Parameters.Select(name => graph.Tensor(state.Parameters[name]))];
        }

        var ones = new float[layer.Units];
        Array.Fill(ones, 1f);
        return
        [
            graph.Tensor(layer.Name + ".ones", [layer.Units], ones),
            graph.Tensor(layer.Name + ".zeros", [layer.Units], new float[layer.Units]),
        ];
    }

    // Operator set 20 has one of its own; here x (erf(x / root of 2) + 1) / 2, which runtimes recognise.
    private string Gelu(LayerDefinition layer, string x)
    {
        string scaled = graph.Add("Div", layer.Name + ".scaled", [x, graph.Scalar(layer.Name + ".root", Math.Sqrt(2))]);
        string error = graph.Add("Erf", layer.Name + ".erf", [scaled]);
        string shifted = graph.Add("Add", layer.Name + ".shifted", [error, graph.Scalar(layer.Name + ".one", 1)]);
        string product = graph.Add("Mul", layer.Name + ".product", [x, shifted]);
        return graph.Add("Mul", layer.Name, [product, graph.Scalar(layer.Name + ".half", 0.5)]);
    }

    private string Softplus(LayerDefinition layer, string x)
    {
        double beta = layer.Argument("beta");
        if (beta == 1)
        {
            return graph.Add("Softplus", layer.Name, [x]);
        }

        string scaled = graph.Add("Mul", layer.Name + ".scaled", [x, graph.Scalar(layer.Name + ".beta", beta)]);
        string softplus = graph.Add("Softplus", layer.Name + ".softplus", [scaled]);
        return graph.Add("Mul", layer.Name, [softplus, graph.Scalar(layer.Name + ".inverse", 1 / beta)]);
    }
}
