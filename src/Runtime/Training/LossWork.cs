namespace DropoutGen.CompilerServices;

/// <summary>
/// The loss of a batch and its gradient by the logits, in blocks of rows whose shares are added up in order: the sum does
/// not depend on who computed a block.
/// </summary>
internal sealed unsafe class LossWork<TTarget>(Loss<TTarget> loss, NetworkState state, Workspace workspace) : ParallelWork
    where TTarget : unmanaged
{
    private const int BlockRows = 64;

    // An exponential and what belongs to it.
    private const int OperationsPerOutput = 50;

    private readonly double[] _shares = new double[Blocks(workspace.Rows)];
    private readonly int _targetsPerRow = loss.TargetsPerRow(state.Definition.Outputs);
    private TTarget* _targets;
    private float* _weights;
    private int _rows;

    /// <summary>Returns the mean loss over the rows.</summary>
    /// <param name="runner">What runs it.</param>
    /// <param name="targets">Targets of all rows, pinned.</param>
    /// <param name="weights">Weights of all rows, pinned; <see langword="null"/> if there are none.</param>
    public double Evaluate<TNetwork>(PassRunner<TNetwork> runner, TTarget* targets, float* weights)
        where TNetwork : class, INetwork<TNetwork>
    {
        _targets = targets;
        _weights = weights;
        _rows = runner.Rows;
        int blocks = Blocks(_rows);
        double total = 0;
        if (blocks > 1 && runner.TryRun(this, (long)_rows * state.Definition.Outputs * OperationsPerOutput, blocks))
        {
            for (int block = 0; block < blocks; block++)
            {
                total += _shares[block];
            }

            return total;
        }

        for (int block = 0; block < blocks; block++)
        {
            total += Share(block);
        }

        return total;
    }

    public override void Run(int part, int parts)
    {
        int blocks = Blocks(_rows);
        int end = WorkSplit.Start(blocks, 1, part + 1, parts);
        for (int block = WorkSplit.Start(blocks, 1, part, parts); block < end; block++)
        {
            _shares[block] = Share(block);
        }
    }

    private static int Blocks(int rows) => (rows + BlockRows - 1) / BlockRows;

    private double Share(int block)
    {
        NetworkDefinition definition = state.Definition;
        int first = block * BlockRows;
        int count = Math.Min(BlockRows, _rows - first);
        int stride = workspace.Stride(definition.LogitsBuffer);
        return loss.Evaluate(state.VectorWidth, new LossRows<TTarget>(
            workspace.BufferSpan(definition.LogitsBuffer).Slice(first * stride, count * stride),
            workspace.BufferSpan(definition.OutputGradientBuffer).Slice(first * stride, count * stride),
            stride,
            count,
            _rows,
            definition.Outputs,
            new ReadOnlySpan<TTarget>(_targets + ((long)first * _targetsPerRow), count * _targetsPerRow),
            _weights is null ? default : new ReadOnlySpan<float>(_weights + first, count)));
    }
}
