namespace DropoutGen.CompilerServices;

/// <summary>The running statistics of a network's batch normalisations, and the number of batches that each has seen.</summary>
internal sealed class BatchNormStates
{
    private readonly NetworkDefinition _definition;
    private readonly AlignedBuffer _storage;
    private readonly int[] _offsets;

    public BatchNormStates(NetworkDefinition definition)
    {
        _definition = definition;
        _offsets = new int[definition.BatchNorms.Length];
        BatchCounts = new long[definition.BatchNorms.Length];
        int length = 0;
        for (int i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = length;
            length = checked(length + (2 * definition.BatchNorms[i].PaddedUnits));
        }

        _storage = new AlignedBuffer(length);
        Views = new ParameterCollection([.. definition.BatchNorms.SelectMany((normalization, i) => new[]
        {
            View(normalization, "running_mean", ParameterKind.RunningMean, 0f, _offsets[i]),
            View(normalization, "running_var", ParameterKind.RunningVariance, 1f, _offsets[i] + normalization.PaddedUnits),
        })]);
    }

    /// <summary>Mean and variance of each batch normalisation, under PyTorch's names.</summary>
    public ParameterCollection Views { get; }

    /// <summary>Training batches that went into the running statistics, for each batch normalisation.</summary>
    public long[] BatchCounts { get; }

    public ref float Mean(int index) => ref System.Runtime.CompilerServices.Unsafe.Add(ref _storage.Reference, _offsets[index]);

    public ref float Variance(int index) => ref System.Runtime.CompilerServices.Unsafe.Add(
        ref _storage.Reference, _offsets[index] + _definition.BatchNorms[index].PaddedUnits);

    public Span<float> MeanSpan(int index) => _storage.Span.Slice(_offsets[index], _definition.BatchNorms[index].Units);

    public Span<float> VarianceSpan(int index) => _storage.Span.Slice(
        _offsets[index] + _definition.BatchNorms[index].PaddedUnits, _definition.BatchNorms[index].Units);

    /// <summary>Mean 0, variance 1, no batch seen.</summary>
    public void Reset()
    {
        for (int i = 0; i < _offsets.Length; i++)
        {
            MeanSpan(i).Clear();
            VarianceSpan(i).Fill(1f);
            BatchCounts[i] = 0;
        }
    }

    /// <summary>Takes the moments of a training batch into the running statistics, the variance as the unbiased one.</summary>
    /// <param name="workspace">Where the forward pass left the moments.</param>
    /// <param name="rows">Rows of the batch, 2 or more.</param>
    public void Add(Workspace workspace, int rows)
    {
        for (int i = 0; i < _offsets.Length; i++)
        {
            BatchNormDefinition definition = _definition.BatchNorms[i];
            Span<float> mean = workspace.BufferSpan(definition.Buffer(BatchNormBuffer.Mean));
            Span<float> variance = workspace.BufferSpan(definition.Buffer(BatchNormBuffer.Variance));
            float share = (float)definition.Momentum;
            float unbiased = (float)(definition.Momentum * rows / (rows - 1));
            Mix(MeanSpan(i), mean, 1f - share, share);
            Mix(VarianceSpan(i), variance, 1f - share, unbiased);
            BatchCounts[i]++;
        }
    }

    private static void Mix(Span<float> running, ReadOnlySpan<float> batch, float keep, float add)
    {
        for (int unit = 0; unit < running.Length; unit++)
        {
            running[unit] = (keep * running[unit]) + (add * batch[unit]);
        }
    }

    private ParameterView View(BatchNormDefinition definition, string ending, ParameterKind kind, float initial, int offset) => new(
        new ParameterDefinition(
            $"{definition.Name}.{ending}", kind, definition.Units, 1, definition.PaddedUnits, 1, 0, initialValue: initial),
        _storage,
        offset);
}
