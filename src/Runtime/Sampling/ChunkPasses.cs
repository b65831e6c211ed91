namespace DropoutGen.CompilerServices;

/// <summary>All passes over a chunk of rows.</summary>
internal readonly ref struct ChunkPasses<TNetwork> : IChunkPasses
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly NetworkState _state;
    private readonly Workspace _workspace;
    private readonly ReadOnlySpan<float> _inputs;
    private readonly int _firstRow;
    private readonly int _rows;
    private readonly PassRecord _record;
    private readonly int _stacked;

    /// <summary>Computes what stands in front of the first dropout.</summary>
    /// <param name="state">What the network holds.</param>
    /// <param name="workspace">Buffers, to be left alone as long as passes are run.</param>
    /// <param name="inputs">Inputs of the chunk.</param>
    /// <param name="firstRow">Number of its first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="record">Says which passes.</param>
    public ChunkPasses(
        NetworkState state, Workspace workspace, ReadOnlySpan<float> inputs, int firstRow, int rows, PassRecord record)
    {
        _state = state;
        _workspace = workspace;
        _inputs = inputs;
        _firstRow = firstRow;
        _rows = rows;
        _record = record;
        TNetwork.SamplePrefix(new NetworkPass(state, workspace, inputs, rows));
        _stacked = Stack();
    }

    public void Run(IPassRecorder recorder)
    {
        NetworkDefinition definition = _state.Definition;
        int stride = _workspace.Stride(definition.LogitsBuffer);
        for (int t = 0; t < _record.Passes; t += _stacked)
        {
            int now = Math.Min(_stacked, _record.Passes - t);
            MaskDrawing.Run(_state, _workspace, _record.Key((ulong)t), _record.FirstMaskRow + _firstRow, _rows, now);
            TNetwork.SamplePass(new NetworkPass(_state, _workspace, _inputs, now * _rows));
            Span<float> logits = _workspace.BufferSpan(definition.LogitsBuffer);
            TNetwork.Loss.ToPredictions(_state.VectorWidth, logits, stride, now * _rows, definition.Outputs);
            for (int i = 0; i < now; i++)
            {
                recorder.Add(logits[(i * _rows * stride)..], stride, _firstRow, _rows, t + i + 1);
            }
        }
    }

    // Few rows leave a tile of a product half empty: several passes then run as one, over copies of what does not change
    // from pass to pass. Returns how many. A row's result does not depend on how many rows there are. What other kinds of
    // dropout than the standard one draw is drawn pass by pass.
    private int Stack()
    {
        NetworkDefinition definition = _state.Definition;
        bool isOne = definition.SamplePrefixBuffer < 0
            || definition.Dropouts.Any(static dropout => dropout.Kind != DropoutKind.Standard);
        int stacked = isOne ? 1 : Math.Min(_record.Passes, _workspace.Rows / _rows);
        if (stacked > 1)
        {
            StackRows(definition.SamplePrefixBuffer, stacked);
            foreach (int buffer in definition.SampleBuffers)
            {
                StackRows(buffer, stacked);
            }
        }

        return stacked;
    }

    private void StackRows(int buffer, int stacked)
    {
        Span<float> rows = _workspace.BufferSpan(buffer);
        int length = _rows * _workspace.Stride(buffer);
        for (int i = 1; i < stacked; i++)
        {
            rows[..length].CopyTo(rows.Slice(i * length, length));
        }
    }
}
