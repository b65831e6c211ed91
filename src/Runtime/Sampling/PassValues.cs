namespace DropoutGen.CompilerServices;

/// <summary>The predictions of all passes for a chunk of rows, of which order statistics are taken by sorting.</summary>
internal sealed class PassValues(int outputs, int passes) : IPassRecorder
{
    // 16 MiB.
    private const long Limit = 1 << 22;

    private readonly float[] _values = new float[WorkspacePool.ChunkRows * outputs * passes];
    private int _firstRow;

    /// <summary>Whether the predictions of a chunk may be kept.</summary>
    public static bool Fits(int outputs, int passes) => (long)WorkspacePool.ChunkRows * outputs * passes <= Limit;

    /// <summary>Says which rows come next.</summary>
    public void Begin(int firstRow) => _firstRow = firstRow;

    public void Add(ReadOnlySpan<float> predictions, int stride, int firstRow, int count, int pass)
    {
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < outputs; i++)
            {
                _values[Place(firstRow - _firstRow + row, i) + pass - 1] = predictions[(row * stride) + i];
            }
        }
    }

    /// <summary>Writes the order statistics of one output; all not a number if one of the values is.</summary>
    public void Select(int row, int output, ReadOnlySpan<int> ranks, Span<float> results)
    {
        Span<float> values = _values.AsSpan(Place(row, output), passes);

        // What is not a number comes first.
        values.Sort();
        for (int i = 0; i < ranks.Length; i++)
        {
            results[i] = float.IsNaN(values[0]) ? float.NaN : values[ranks[i]];
        }
    }

    private int Place(int row, int output) => ((row * outputs) + output) * passes;
}
