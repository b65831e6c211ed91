namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>
/// The logits of each Monte-Carlo pass, through the training forward pass: with the same key, pass t has the same masks.
/// </summary>
internal static class PassesByHand
{
    /// <summary>Logits of each pass, rows x outputs.</summary>
    public static double[][] Logits<TNetwork, TTarget>(TNetwork network, float[] inputs, int passes, ulong seed)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        int rows = inputs.Length / TNetwork.Definition.Inputs;
        using var trainer = new Trainer<TNetwork, TTarget, Sgd>(
            network, new Sgd(0f), new TrainerOptions { BatchSize = rows, Seed = seed });
        var results = new double[passes][];
        for (int pass = 0; pass < passes; pass++)
        {
            var logits = new float[rows * TNetwork.Definition.Outputs];
            trainer.Forward(inputs, logits);
            results[pass] = Array.ConvertAll(logits, static value => (double)value);
        }

        return results;
    }

    /// <summary>Inputs between -1 and 1.</summary>
    public static float[] Inputs(int rows, int inputs, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * inputs).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
