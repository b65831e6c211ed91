namespace DropoutGen.Benchmarks.Threads;

/// <summary>Makes the pairs of a network.</summary>
internal static class Pairs
{
    /// <summary>A training step.</summary>
    public static Pair Training<TNetwork, TTarget, TRule>(TRule rule, int rows, int threads, float? clipNorm = null)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
        where TRule : struct, IUpdateRule<TRule>
    {
        var random = new Random(1);
        NetworkDefinition definition = TNetwork.Definition;
        float[] inputs = Draw(random, rows * definition.Inputs);
        TTarget[] targets = typeof(TTarget) == typeof(int)
            ? [.. Enumerable.Range(0, rows).Select(_ => (TTarget)(object)random.Next(definition.Outputs))]
            : [.. Draw(random, rows * definition.Outputs).Select(static value => (TTarget)(object)value)];
        string phase = "train " + typeof(TRule).Name + (clipNorm is null ? string.Empty : " clipped");
        return new Pair(typeof(TNetwork).Name, phase, rows, Step(1), Step(threads));

        Action Step(int count)
        {
            var trainer = new Trainer<TNetwork, TTarget, TRule>(
                TNetwork.Create(1), rule, new TrainerOptions { BatchSize = rows, Threads = count, ClipNorm = clipNorm });
            return () => trainer.Step(inputs, targets);
        }
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
