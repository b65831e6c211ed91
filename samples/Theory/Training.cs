namespace DropoutGen.Samples.Theory;

/// <summary>Whole-batch training, enough for networks this small.</summary>
internal static class Training
{
    public static void Run<TNetwork, TTarget>(
        INetwork<TNetwork, TTarget> network, float[] inputs, TTarget[] targets, int steps, ulong seed, float learningRate = 0.01f)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        using var trainer = new Trainer<TNetwork, TTarget, Adam>(
            (TNetwork)network,
            new Adam(learningRate),
            new TrainerOptions { BatchSize = inputs.Length / TNetwork.Definition.Inputs, Seed = seed });
        for (int step = 0; step < steps; step++)
        {
            // The last steps are small, so that training settles.
            trainer.LearningRate = learningRate * (1 - ((float)step / steps));
            trainer.Step(inputs, targets);
        }
    }
}
