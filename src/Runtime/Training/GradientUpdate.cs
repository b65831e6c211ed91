namespace DropoutGen.CompilerServices;

/// <summary>Updates all parameters by gradients that stand in memory.</summary>
internal sealed class GradientUpdate<TRule>(
    NetworkState state, AlignedBuffer gradients, AlignedBuffer optimizerState, TRule[] rules) : ParallelWork
    where TRule : struct, IUpdateRule<TRule>
{
    /// <summary>Floating-point operations that take as long as reading and writing one value, its gradient and its state.</summary>
    public const int OperationsPerValue = 16;

    // Parts end at cache lines.
    private const int Step = 16;

    private float _scale;

    /// <summary>Updates.</summary>
    /// <param name="runner">What runs it.</param>
    /// <param name="scale">What gradients are multiplied by first.</param>
    public void Apply<TNetwork>(PassRunner<TNetwork> runner, float scale)
        where TNetwork : class, INetwork<TNetwork>
    {
        _scale = scale;
        if (!runner.TryRun(this, (long)gradients.Length * OperationsPerValue, OpenParts.Maximum))
        {
            Run(0, 1);
        }
    }

    public override void Run(int part, int parts)
    {
        NetworkDefinition definition = state.Definition;
        int start = WorkSplit.Start(gradients.Length, Step, part, parts);
        int end = WorkSplit.Start(gradients.Length, Step, part + 1, parts);
        for (int i = 0; i < rules.Length; i++)
        {
            int first = Math.Max(start, definition.StorageOffsets[i]);
            int length = Math.Min(end, definition.StorageOffsets[i] + definition.Parameters[i].StorageLength) - first;
            if (length > 0)
            {
                ElementwiseUpdate.Run(
                    state.VectorWidth, in rules[i], state.Storage, gradients, optimizerState, first, length, _scale);
            }
        }
    }
}
