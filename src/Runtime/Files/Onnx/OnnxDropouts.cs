namespace DropoutGen;

/// <summary>
/// The dropout family as ONNX operations. Masks come from the operator Dropout in its training mode, which multiplies what it
/// keeps by 1 / (1 - ratio); it is given the effective rate.
/// </summary>
internal sealed class OnnxDropouts(OnnxGraph graph, bool sampling)
{
    private string? _training;

    /// <summary>Adds a dropout's operations: none where it leaves values as they are.</summary>
    public string Add(LayerDefinition layer, DropoutState dropout, string x)
    {
        DropoutDefinition definition = dropout.Definition;
        bool draws = sampling && dropout.Rate > 0;
        return definition.Kind switch
        {
            DropoutKind.Standard when definition.Scaling == DropoutScaling.Inverted => draws ? Dropped(layer.Name, dropout, x) : x,
            DropoutKind.Standard when draws => WithoutScale(layer, dropout, x),
            DropoutKind.Standard when definition.Scaling == DropoutScaling.Classic && !sampling => Scaled(layer, dropout, x),
            _ when !draws => x,
            DropoutKind.Alpha => Alpha(layer, dropout, x),
            DropoutKind.Gaussian => Gaussian(layer, dropout, x),
            DropoutKind.Feature => Feature(layer, dropout, x),
            _ => throw new NotSupportedException($"The layer {layer.Name} cannot be written as ONNX operations."),
        };
    }

    private string Dropped(string name, DropoutState dropout, string x) =>
        graph.Add("Dropout", name, [x, Ratio(name, dropout), Training()]);

    private string Scaled(LayerDefinition layer, DropoutState dropout, string x) =>
        graph.Add("Mul", layer.Name, [x, graph.Scalar(layer.Name + ".keep", dropout.EffectiveKeepProbability)]);

    private string WithoutScale(LayerDefinition layer, DropoutState dropout, string x) =>
        Scaled(layer, dropout, Dropped(layer.Name + ".dropped", dropout, x));

    // a x + b where the mask keeps, one value elsewhere.
    private string Alpha(LayerDefinition layer, DropoutState dropout, string x)
    {
        string mask = graph.AddSecond("Dropout", layer.Name + ".mask", [x, Ratio(layer.Name, dropout), Training()]);
        string product = graph.Add("Mul", layer.Name + ".product", [x, graph.Scalar(layer.Name + ".scale", dropout.TrainingScale)]);
        string kept = graph.Add("Add", layer.Name + ".kept", [product, graph.Scalar(layer.Name + ".shift", dropout.TrainingShift)]);
        return graph.Add("Where", layer.Name, [mask, kept, graph.Scalar(layer.Name + ".value", dropout.DroppedValue)]);
    }

    private string Gaussian(LayerDefinition layer, DropoutState dropout, string x)
    {
        string factors = graph.Add(
            "RandomNormalLike",
            layer.Name + ".factors",
            [x],
            OnnxAttribute.Real("mean", 1),
            OnnxAttribute.Real("scale", dropout.NoiseDeviation));
        return graph.Add("Mul", layer.Name, [x, factors]);
    }

    // A value of 1 / q or 0 for each feature of a row, spread to its columns by a product with a matrix of zeros and ones;
    // columns of no feature get their 1 from the bias.
    private string Feature(LayerDefinition layer, DropoutState dropout, string x)
    {
        string name = layer.Name;
        int features = dropout.Definition.Features.Length;
        var spread = new float[features * layer.Units];
        var rest = new float[layer.Units];
        Array.Fill(rest, 1f);
        for (int feature = 0; feature < features; feature++)
        {
            foreach (int column in dropout.Definition.Features[feature].Columns)
            {
                spread[(feature * layer.Units) + column] = 1;
                rest[column] = 0;
            }
        }

        string rows = graph.Add(
            "Shape", name + ".rows", [x], OnnxAttribute.Integer("start", 0), OnnxAttribute.Integer("end", 1));
        string shape = graph.Add(
            "Concat", name + ".shape", [rows, graph.Integers(name + ".features", features)], OnnxAttribute.Integer("axis", 0));
        string ones = graph.Add("Expand", name + ".ones", [graph.Scalar(name + ".one", 1), shape]);
        string scales = graph.Add(
            "Gemm",
            name + ".scales",
            [
                Dropped(name + ".dropped", dropout, ones),
                graph.Tensor(name + ".spread", [features, layer.Units], spread),
                graph.Tensor(name + ".rest", [layer.Units], rest),
            ]);
        return graph.Add("Mul", name, [x, scales]);
    }

    private string Ratio(string name, DropoutState dropout) =>
        graph.Scalar(name + ".ratio", 1 - dropout.EffectiveKeepProbability);

    private string Training() => _training ??= graph.Flag("training", true);
}
