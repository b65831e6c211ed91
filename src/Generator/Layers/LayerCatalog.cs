namespace DropoutGen.Generator.Layers;

/// <summary>The layers that can be declared, by the full name of their attribute.</summary>
internal static class LayerCatalog
{
    public const string AttributeNamespace = "DropoutGen";

    private static readonly Dictionary<string, Func<LayerArguments, Layer>> s_readers = new(StringComparer.Ordinal)
    {
        ["Dense"] = DenseLayer.Read,
        ["Dropout"] = DropoutLayer.Read,
        ["AlphaDropout"] = AlphaDropoutLayer.Read,
        ["GaussianDropout"] = GaussianDropoutLayer.Read,
        ["FeatureDropout"] = FeatureDropoutLayer.Read,
        ["BatchNorm"] = BatchNormLayer.Read,
        ["LayerNorm"] = LayerNormLayer.Read,
        ["Repeat"] = RepeatLayer.Read,
        ["Residual"] = ResidualLayer.Read,
        ["Relu"] = ReluLayer.Read,
        ["LeakyRelu"] = LeakyReluLayer.Read,
        ["Elu"] = EluLayer.Read,
        ["Selu"] = SeluLayer.Read,
        ["Gelu"] = GeluLayer.Read,
        ["Silu"] = SiluLayer.Read,
        ["Tanh"] = TanhLayer.Read,
        ["Sigmoid"] = SigmoidLayer.Read,
        ["Softplus"] = SoftplusLayer.Read,
        ["Square"] = SquareLayer.Read,
        ["SoftmaxCrossEntropy"] = SoftmaxCrossEntropyLayer.Read,
        ["SigmoidCrossEntropy"] = SigmoidCrossEntropyLayer.Read,
        ["MeanSquaredError"] = MeanSquaredErrorLayer.Read,
        ["Huber"] = HuberLayer.Read,
        ["Quantile"] = QuantileLayer.Read,
        ["GaussianNegativeLogLikelihood"] = GaussianNegativeLogLikelihoodLayer.Read,
    };

    /// <summary>The reader of an attribute class's name, for example <c>DenseAttribute</c>.</summary>
    public static Func<LayerArguments, Layer>? Find(string attributeClassName) =>
        attributeClassName.EndsWith("Attribute", StringComparison.Ordinal)
        && s_readers.TryGetValue(attributeClassName.Substring(0, attributeClassName.Length - "Attribute".Length), out var reader)
            ? reader
            : null;
}
