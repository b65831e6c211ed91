namespace DropoutGen.CompilerServices;

/// <summary>Propagation of moments over rows that several threads may share.</summary>
internal sealed unsafe class MomentWork(MomentPlan plan, float[] mean, float[] variance) : ParallelWork
{
    private const int RowStep = 4;

    private float* _inputs;
    private int _rows;

    /// <summary>Runs all rows.</summary>
    public void Run(ReadOnlySpan<float> inputs, int rows, Parallelism parallelism)
    {
        fixed (float* pinned = inputs)
        {
            _inputs = pinned;
            _rows = rows;
            PoolTeam.Run(this, parallelism, plan.OperationsPerRow * rows, (rows + RowStep - 1) / RowStep);
        }
    }

    public override void Run(int part, int parts)
    {
        int inputs = plan.Definition.Inputs;
        int outputs = plan.Definition.Outputs;
        var propagation = new RowPropagation(plan);
        int end = WorkSplit.Start(_rows, RowStep, part + 1, parts);
        for (int row = WorkSplit.Start(_rows, RowStep, part, parts); row < end; row++)
        {
            propagation.Run(
                new ReadOnlySpan<float>(_inputs + ((long)row * inputs), inputs),
                mean.AsSpan(row * outputs, outputs),
                variance.AsSpan(row * outputs, outputs));
        }
    }
}
