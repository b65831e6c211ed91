using System.Diagnostics;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>How far moments without sampling are from those of many passes.</summary>
/// <param name="Deviation">Median over rows and seeds of the relative error of the standard deviation.</param>
/// <param name="Worst">The largest.</param>
/// <param name="Mean">Median of the error of the mean, in standard deviations.</param>
internal readonly record struct MomentError(double Deviation, double Worst, double Mean)
{
    public override string ToString() => FormattableString.Invariant($"{100 * Deviation:F1} % ({100 * Worst:F0} %, {Mean:F3})");
}

/// <summary>The same with the default number of masks and with none, and how long a prediction takes.</summary>
/// <param name="Masks">With the default options.</param>
/// <param name="Normal">With all values taken as normal.</param>
/// <param name="MasksTime">Time with the default options, in units of 100 passes.</param>
/// <param name="NormalTime">Time with all values taken as normal.</param>
internal readonly record struct MomentResult(MomentError Masks, MomentError Normal, double MasksTime, double NormalTime)
{
    public override string ToString() => FormattableString.Invariant(
        $"deviation off by {Masks}, all normal {Normal}; {MasksTime:F0} and {NormalTime:F0} times 100 passes");
}

/// <summary>Trains networks with dropout on a smooth function and compares.</summary>
internal static class MomentStudy
{
    private const int Passes = 100_000;
    private const int TestRows = 20;
    private const int Seeds = 3;

    private static readonly MomentOptions s_normal = new() { MaximumMasks = 0 };

    public static MomentResult Of<TNetwork>(double rate)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        float[] inputs = PassesByHand.Inputs(TestRows, TNetwork.Definition.Inputs, 21);
        TNetwork[] networks = [.. Enumerable.Range(1, Seeds).Select(seed => Trained<TNetwork>(rate, seed))];
        MonteCarloPrediction[] sampled = [.. networks.Select(network =>
            network.PredictMonteCarlo(inputs, new MonteCarloOptions { Passes = Passes, Seed = 5, Threads = 2 }))];
        double passes = Time(() => networks[0].PredictMonteCarlo(inputs, passes: 100, seed: 5));
        return new MomentResult(
            Error(networks, sampled, inputs, null),
            Error(networks, sampled, inputs, s_normal),
            Time(() => networks[0].PredictMoments(inputs)) / passes,
            Time(() => networks[0].PredictMoments(inputs, s_normal)) / passes);
    }

    private static MomentError Error<TNetwork>(TNetwork[] networks, MonteCarloPrediction[] sampled, float[] inputs, MomentOptions? options)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        var deviations = new List<double>();
        var means = new List<double>();
        foreach ((TNetwork network, MonteCarloPrediction passes) in networks.Zip(sampled))
        {
            MomentPrediction moments = network.PredictMoments(inputs, options);
            for (int i = 0; i < passes.Mean.Length; i++)
            {
                double deviation = Math.Sqrt(passes.Variance[i]);
                deviations.Add(Math.Abs((Math.Sqrt(moments.Variance[i]) / deviation) - 1));
                means.Add(Math.Abs(moments.Mean[i] - passes.Mean[i]) / deviation);
            }
        }

        return new MomentError(Median(deviations), deviations.Max(), Median(means));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    // The shortest of several: others may share the machine.
    private static double Time(Action work) => Enumerable.Range(0, 3).Min(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    });

    private static TNetwork Trained<TNetwork>(double rate, int seed)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        const int rows = 64;
        var network = TNetwork.Create((ulong)seed);
        network.Dropouts.SetRates(rate);
        int width = TNetwork.Definition.Inputs;
        using var trainer = new Trainer<TNetwork, float, Adam>(
            network, new Adam(2e-3f), new TrainerOptions { BatchSize = rows, Seed = (ulong)seed });
        for (int step = 0; step < 500; step++)
        {
            float[] inputs = PassesByHand.Inputs(rows, width, (1000 * seed) + step);
            _ = trainer.Step(inputs, Enumerable.Range(0, rows).Select(row => Target(inputs.AsSpan(row * width, width))).ToArray());
        }

        return network;
    }

    private static float Target(ReadOnlySpan<float> row) =>
        MathF.Sin(3 * row[0]) + (2 * row[1] * row[2]) - (row[3] * MathF.Abs(row[4])) + MathF.Exp(row[5]) + (0.5f * row[6]);
}
