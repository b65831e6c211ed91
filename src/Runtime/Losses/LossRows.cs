namespace DropoutGen.CompilerServices;

/// <summary>The logits of a step with their targets and weights, and where the gradient goes.</summary>
internal readonly ref struct LossRows<TTarget>(
    Span<float> logits,
    Span<float> gradient,
    int stride,
    int rows,
    int batchRows,
    int outputs,
    ReadOnlySpan<TTarget> targets,
    ReadOnlySpan<float> sampleWeights)
    where TTarget : unmanaged
{
    private readonly ReadOnlySpan<float> _sampleWeights = sampleWeights;

    public Span<float> Logits { get; } = logits;

    public Span<float> Gradient { get; } = gradient;

    /// <summary>Floats from one row to the next, in logits and gradient; a multiple of every vector width.</summary>
    public int Stride { get; } = stride;

    public int Rows { get; } = rows;

    /// <summary>Rows of the whole batch, over which the loss is a mean; these may be some of them.</summary>
    public int BatchRows { get; } = batchRows;

    public int Outputs { get; } = outputs;

    public ReadOnlySpan<TTarget> Targets { get; } = targets;

    public bool HasWeights => !_sampleWeights.IsEmpty;

    public float Weight(int row) => _sampleWeights.IsEmpty ? 1f : _sampleWeights[row];
}
