namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>How far moments without sampling are from those of many passes.</summary>
/// <param name="Deviation">Median over the rows of the relative error of the standard deviation.</param>
/// <param name="WorstDeviation">The largest.</param>
/// <param name="Mean">Median of the error of the mean, in standard deviations.</param>
internal readonly record struct MomentError(double Deviation, double WorstDeviation, double Mean)
{
    public override string ToString() => FormattableString.Invariant(
        $"deviation off by {100 * Deviation:F1} % (at worst {100 * WorstDeviation:F1} %), mean by {Mean:F3} deviations");
}

/// <summary>Trains a network on a smooth function with dropout and compares.</summary>
internal static class MomentStudy
{
    private const int Passes = 100_000;
    private const int TestRows = 20;

    public static MomentError Of<TNetwork>(double rate, MomentOptions? options = null)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork network = Trained<TNetwork>(rate);
        float[] inputs = PassesByHand.Inputs(TestRows, TNetwork.Definition.Inputs, 21);
        MonteCarloPrediction sampled = network.PredictMonteCarlo(inputs, new MonteCarloOptions { Passes = Passes, Seed = 5, Threads = 2 });
        MomentPrediction moments = network.PredictMoments(inputs, options);
        double[] deviations = [.. Enumerable.Range(0, sampled.Mean.Length).Select(i => Math.Abs(Math.Sqrt(moments.Variance[i] / (double)sampled.Variance[i]) - 1)).Order()];
        double[] means = [.. Enumerable.Range(0, sampled.Mean.Length).Select(i => Math.Abs(moments.Mean[i] - sampled.Mean[i]) / Math.Sqrt(sampled.Variance[i])).Order()];
        return new MomentError(deviations[deviations.Length / 2], deviations[^1], means[means.Length / 2]);
    }

    private static TNetwork Trained<TNetwork>(double rate)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        const int rows = 64;
        var network = TNetwork.Create(1);
        network.Dropouts.SetRates(rate);
        int width = TNetwork.Definition.Inputs;
        using var trainer = new Trainer<TNetwork, float, Adam>(network, new Adam(2e-3f), new TrainerOptions { BatchSize = rows, Seed = 2 });
        for (int step = 0; step < 500; step++)
        {
            float[] inputs = PassesByHand.Inputs(rows, width, 1000 + step);
            trainer.Step(inputs, Enumerable.Range(0, rows).Select(row => Target(inputs.AsSpan(row * width, width))).ToArray());
        }

        return network;
    }

    private static float Target(ReadOnlySpan<float> row) =>
        MathF.Sin(3 * row[0]) + (2 * row[1] * row[2]) - (row[3] * MathF.Abs(row[4])) + MathF.Exp(row[5]) + (0.5f * row[6]);
}
