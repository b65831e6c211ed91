namespace DropoutGen.Benchmarks.Peers;

/// <summary>Sizes of a network of dense layers, an activation and dropout behind all but the last.</summary>
/// <param name="Sizes">Inputs, then units of each layer.</param>
/// <param name="IsClassifier">Softmax cross entropy over class labels; otherwise squared error.</param>
/// <param name="Variant">What there is beside dense layers, ReLU and dropout; empty if nothing.</param>
internal sealed record NetworkShape(int[] Sizes, bool IsClassifier, string Variant = "")
{
    public string Name { get; } = string.Join('-', Sizes) + (Variant.Length > 0 ? "+" + Variant : string.Empty);

    /// <summary>Whether there are dense layers, ReLU and dropout only.</summary>
    public bool IsPlain => Variant.Length == 0;

    public int Layers => Sizes.Length - 1;

    public int Inputs => Sizes[0];

    public int Outputs => Sizes[^1];

    /// <summary>
    /// Floating-point operations of the matrix products of a training step: forward, weight gradient and, but for the
    /// first layer, input gradient.
    /// </summary>
    public double TrainingOperations(int batch) => (3 * InferenceOperations(batch)) - LayerOperations(0, batch);

    /// <summary>Floating-point operations of the matrix products of a prediction.</summary>
    public double InferenceOperations(int batch) => Enumerable.Range(0, Layers).Sum(layer => LayerOperations(layer, batch));

    /// <summary>
    /// Operations of sampling one row: what is in front of the first dropout counts once, the rest, though dropped units
    /// need none, in full for each pass.
    /// </summary>
    public double SamplingOperations(int passes) =>
        LayerOperations(0, 1) + (passes * (InferenceOperations(1) - LayerOperations(0, 1)));

    // A multiply-add is two operations.
    private double LayerOperations(int layer, int batch) => 2.0 * batch * Sizes[layer] * Sizes[layer + 1];
}
