namespace DropoutGen;

/// <summary>
/// The dropout family as ONNX operations. Masks are the second result of the operator Dropout in its training mode, given the
/// effective rate. Its first result, which would be scaled already, is not used: ONNX Runtime takes a Dropout away, whatever its
/// mode, unless somebody reads the mask.
/// </summary>
internal sealed class OnnxDropouts(OnnxGraph graph, bool sampling)
{
    private string? _training;
    private string? _zero;

    /// <summary>Adds a dropout's operations: none where it leaves values as they are.</summary>
    public string Add(LayerDefinition layer, DropoutState dropout, string x)
    {
        DropoutDefinition definition = dropout.Definition;
        if (sampling)
        {
            return dropout.Rate == 0 ? x : Drawn(layer, dropout, x);
        }

        return definition.Scaling == DropoutScaling.Classic
            ? graph.Add("Mul", layer.Name, [x, graph.Scalar(layer.Name + ".keep", dropout.InferenceScale)])
            : x;
    }

    private string Drawn(LayerDefinition layer, DropoutState dropout, string x) => dropout.Definition.Kind switch
    {
        DropoutKind.Standard when dropout.Definition.Scaling == DropoutScaling.Inverted => Kept(layer.Name, dropout, x, Scaled(layer.Name, dropout, x)),
        DropoutKind.Standard => Kept(layer.Name, dropout, x, x),
        DropoutKind.Alpha => Alpha(layer.Name, dropout, x),
        DropoutKind.Gaussian => Gaussian(layer.Name, dropout, x),
        DropoutKind.Feature => Feature(layer, dropout, x),
        DropoutKind.Path => Path(layer, dropout, x),
        DropoutKind.Connect => throw new NotSupportedException(
            $"{layer.Name} drops weights, which ONNX has no operation for: export it for prediction, or set its rate to 0."),
        DropoutKind.Concrete => throw new NotSupportedException(
            $"The relaxed noise of {layer.Name} is not written as ONNX operations: export it for prediction."),
        _ => throw new NotSupportedException($"The layer {layer.Name} cannot be written as ONNX operations."),
    };

    // A mask of x's shape.
    private string Mask(string name, DropoutState dropout, string x)
    {
        string ratio = graph.Scalar(name + ".ratio", 1 - dropout.EffectiveKeepProbability);
        return graph.AddSecond("Dropout", name + ".mask", [x, ratio, _training ??= graph.Flag("training", true)]);
    }

    // One value where the mask keeps, zero elsewhere.
    private string Kept(string name, DropoutState dropout, string x, string value) =>
        graph.Add("Where", name, [Mask(name, dropout, x), value, _zero ??= graph.Scalar("zero", 0)]);

    private string Scaled(string name, DropoutState dropout, string x) =>
        graph.Add("Mul", name + ".scaled", [x, graph.Scalar(name + ".scale", dropout.TrainingScale)]);

    // a x + b where the mask keeps, one value elsewhere.
    private string Alpha(string name, DropoutState dropout, string x)
    {
        string kept = graph.Add(
            "Add", name + ".kept", [Scaled(name, dropout, x), graph.Scalar(name + ".shift", dropout.TrainingShift)]);
        return graph.Add("Where", name, [Mask(name, dropout, x), kept, graph.Scalar(name + ".dropped", dropout.DroppedValue)]);
    }

    private string Gaussian(string name, DropoutState dropout, string x)
    {
        string factors = graph.Add(
            "RandomNormalLike",
            name + ".factors",
            [x],
            OnnxAttribute.Real("mean", 1),
            OnnxAttribute.Real("scale", dropout.NoiseDeviation));
        return graph.Add("Mul", name, [x, factors]);
    }

    // A mask of one value for each row, shared by its columns.
    private string Path(LayerDefinition layer, DropoutState dropout, string x)
    {
        string name = layer.Name;
        string shape = graph.Add(
            "Concat", name + ".shape", [Rows(name, x), graph.Integers(name + ".single", 1)], OnnxAttribute.Integer("axis", 0));
        string rows = graph.Add("Expand", name + ".ones", [graph.Scalar(name + ".one", 1), shape]);
        string value = dropout.Definition.Scaling == DropoutScaling.Inverted ? Scaled(name, dropout, x) : x;
        return graph.Add("Where", name, [Mask(name, dropout, rows), value, _zero ??= graph.Scalar("zero", 0)]);
    }

    private string Rows(string name, string x) => graph.Add(
        "Shape", name + ".rows", [x], OnnxAttribute.Integer("start", 0), OnnxAttribute.Integer("end", 1));

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

        string shape = graph.Add(
            "Concat", name + ".shape", [Rows(name, x), graph.Integers(name + ".features", features)], OnnxAttribute.Integer("axis", 0));
        string value = graph.Add("Expand", name + ".values", [graph.Scalar(name + ".scale", dropout.TrainingScale), shape]);
        string scales = graph.Add(
            "Gemm",
            name + ".scales",
            [
                Kept(name + ".kept", dropout, value, value),
                graph.Tensor(name + ".spread", [features, layer.Units], spread),
                graph.Tensor(name + ".rest", [layer.Units], rest),
            ]);
        return graph.Add("Mul", name, [x, scales]);
    }
}
