namespace DropoutGen.CompilerServices;

/// <summary>Inference over rows that several threads may share. Reused from call to call.</summary>
internal sealed unsafe class PredictionWork<TNetwork> : ParallelWork
    where TNetwork : class, INetwork<TNetwork>
{
    private static readonly Slots<PredictionWork<TNetwork>> s_idle = new();

    private TNetwork? _network;
    private float* _inputs;
    private float* _outputs;
    private int _rows;
    private bool _asLogits;

    /// <summary>Runs inference.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="outputs">Rows x outputs values are written here.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="asLogits">Whether to leave out the loss's softmax or sigmoid.</param>
    /// <param name="parallelism">How many threads.</param>
    public static void Run(
        TNetwork network, ReadOnlySpan<float> inputs, Span<float> outputs, int rows, bool asLogits, Parallelism parallelism)
    {
        PredictionWork<TNetwork> work = s_idle.TryTake() ?? new PredictionWork<TNetwork>();
        fixed (float* pinnedInputs = inputs, pinnedOutputs = outputs)
        {
            work._network = network;
            work._inputs = pinnedInputs;
            work._outputs = pinnedOutputs;
            work._rows = rows;
            work._asLogits = asLogits;
            int chunks = (rows + WorkspacePool.ChunkRows - 1) / WorkspacePool.ChunkRows;
            PoolTeam.Run(work, parallelism, network.State.Definition.ForwardOperations * rows, chunks);
        }

        work._network = null;
        s_idle.Put(work);
    }

    public override void Run(int part, int parts)
    {
        NetworkDefinition definition = _network!.State.Definition;
        int first = WorkSplit.Start(_rows, WorkspacePool.ChunkRows, part, parts);
        int count = WorkSplit.Start(_rows, WorkspacePool.ChunkRows, part + 1, parts) - first;
        Prediction.RunRows(
            _network,
            new ReadOnlySpan<float>(_inputs + ((long)first * definition.Inputs), count * definition.Inputs),
            new Span<float>(_outputs + ((long)first * definition.Outputs), count * definition.Outputs),
            count,
            _asLogits);
    }
}
