namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>Rows in batches, in a new order each epoch; the last batch may be short.</summary>
internal sealed class ShuffledBatches
{
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly int _features;
    private readonly int _batchSize;
    private RandomStream _random;

    /// <param name="inputs">Rows x features values; put into another order.</param>
    /// <param name="targets">One value a row; put into the same order.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    /// <param name="seed">Seed of the order.</param>
    public ShuffledBatches(float[] inputs, float[] targets, int batchSize, ulong seed)
    {
        _inputs = inputs;
        _targets = targets;
        _features = inputs.Length / targets.Length;
        _batchSize = batchSize;
        _random = new RandomStream(seed, stream: 0);
    }

    public int Count => (_targets.Length + _batchSize - 1) / _batchSize;

    public (ReadOnlyMemory<float> Inputs, ReadOnlyMemory<float> Targets) Batch(int number)
    {
        int first = number * _batchSize;
        int rows = Math.Min(_batchSize, _targets.Length - first);
        return (_inputs.AsMemory(first * _features, rows * _features), _targets.AsMemory(first, rows));
    }

    /// <summary>Puts the rows into a new order (Fisher, Yates).</summary>
    public void Shuffle()
    {
        for (int row = _targets.Length - 1; row > 0; row--)
        {
            int other = _random.NextIndex(row + 1);
            (_targets[row], _targets[other]) = (_targets[other], _targets[row]);
            Span<float> first = _inputs.AsSpan(row * _features, _features);
            Span<float> second = _inputs.AsSpan(other * _features, _features);
            for (int i = 0; i < first.Length; i++)
            {
                (first[i], second[i]) = (second[i], first[i]);
            }
        }
    }
}
