using System.Diagnostics;

namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>How close mean and deviation without sampling come to those of many passes, and what they cost.</summary>
internal static class MomentStudy
{
    private const int Passes = 100_000;
    private const int PassesOfComparison = 100;
    private const int Rounds = 31;

    /// <summary>Compares on a network of each rate and set, trained on the first split.</summary>
    public static MomentResult[] RunAll(string folder, UciSet[] sets, ProtocolSettings settings) =>
    [
        .. sets.SelectMany(set =>
        {
            var data = new UciData(Path.Combine(folder, set.Folder));
            return data.Rates.Select(rate => set.MeasureMoments(data, rate, settings) with { Set = set.Name });
        }),
    ];

    public static MomentResult Run<TNetwork>(UciData data, double rate, ProtocolSettings settings)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        Trained<TNetwork> trained = Trained<TNetwork>.Train(data, data.Training(0), rate, data.Precisions[^1], settings, settings.Seed);
        TNetwork network = trained.Network;
        float[] inputs = trained.Scale.Inputs(data.Test(0));
        MonteCarloPrediction sampled = network.PredictMonteCarlo(
            inputs, Passes, settings.Seed, Environment.ProcessorCount);
        MomentPrediction moments = network.PredictMoments(inputs);
        var normal = new MomentOptions { MaximumMasks = 0 };
        double passTime = MedianTime(() => network.PredictMonteCarlo(inputs, PassesOfComparison, settings.Seed));
        return new MomentResult(
            "",
            rate,
            MedianError(sampled, moments),
            MedianError(sampled, network.PredictMoments(inputs, normal)),
            Median([.. Enumerable.Range(0, sampled.Rows).Select(row =>
                Math.Abs(moments.Mean[row] - sampled.Mean[row]) / Math.Sqrt(sampled.Variance[row]))]),
            MedianTime(() => network.PredictMoments(inputs)) / passTime,
            MedianTime(() => network.PredictMoments(inputs, normal)) / passTime);
    }

    private static double MedianError(MonteCarloPrediction sampled, MomentPrediction moments) =>
        Median([.. Enumerable.Range(0, sampled.Rows).Select(row =>
            Math.Abs(Math.Sqrt(moments.Variance[row] / (double)sampled.Variance[row]) - 1))]);

    private static double MedianTime(Action work)
    {
        work();
        return Median([.. Enumerable.Range(0, Rounds).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        })]);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
