namespace DropoutGen.Samples.Uncertainty.Cubic;

/// <summary>Adam with a learning rate that falls to 0.</summary>
internal static class CubicTraining
{
    private const int Steps = 6_000;
    private const int BatchSize = 100;
    private const float LearningRate = 2e-3f;

    /// <summary>Trains a new network on random batches.</summary>
    public static TNetwork Run<TNetwork>(CubicData data, ulong seed)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(seed);
        using var trainer = new Trainer<TNetwork, float, Adam>(
            network, new Adam(LearningRate), new TrainerOptions { BatchSize = BatchSize, Seed = seed });
        float[] inputs = data.Inputs;
        float[] targets = data.Targets;
        var random = new RandomStream(seed, stream: 2);
        var batchInputs = new float[BatchSize];
        var batchTargets = new float[BatchSize];
        for (int step = 0; step < Steps; step++)
        {
            for (int i = 0; i < BatchSize; i++)
            {
                int row = random.NextIndex(inputs.Length);
                batchInputs[i] = inputs[row];
                batchTargets[i] = targets[row];
            }

            trainer.LearningRate = LearningRate * (1 - ((float)step / Steps));
            trainer.Step(batchInputs, batchTargets);
        }

        return network;
    }
}
