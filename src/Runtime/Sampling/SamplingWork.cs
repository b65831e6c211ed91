namespace DropoutGen.CompilerServices;

/// <summary>Monte-Carlo sampling of rows that several threads share.</summary>
internal sealed unsafe class SamplingWork<TNetwork>(TNetwork network, PassRecord record) : ParallelWork
    where TNetwork : class, INetwork<TNetwork>
{
    private float* _inputs;
    private int _rows;

    /// <summary>Samples all rows.</summary>
    public void Run(ReadOnlySpan<float> inputs, int rows, Parallelism parallelism)
    {
        fixed (float* pinned = inputs)
        {
            _inputs = pinned;
            _rows = rows;
            int chunks = (rows + WorkspacePool.ChunkRows - 1) / WorkspacePool.ChunkRows;
            PoolTeam.Run(this, parallelism, network.State.Definition.ForwardOperations * rows * record.Passes, chunks);
        }
    }

    public override void Run(int part, int parts)
    {
        int perRow = network.State.Definition.Inputs;
        int first = WorkSplit.Start(_rows, WorkspacePool.ChunkRows, part, parts);
        int count = WorkSplit.Start(_rows, WorkspacePool.ChunkRows, part + 1, parts) - first;
        MonteCarloSampling.RunRows(
            network,
            new ReadOnlySpan<float>(_inputs + ((long)first * perRow), count * perRow),
            first,
            count,
            record);
    }
}
