using System.Globalization;
using DropoutGen.Samples.Uncertainty.Pictures;

namespace DropoutGen.Samples.Uncertainty.Cubic;

/// <summary>Learns y = x^3 + noise and draws what the network knows, inside the data and outside.</summary>
internal static class CubicSample
{
    private const int Rows = 400;
    private const int TestRows = 2_000;
    private const int BaggedNetworks = 10;
    private const int GridPoints = 241;
    private const float GridEnd = 6f;
    private const int Passes = 1_000;

    public static void Run(Settings settings)
    {
        var data = new CubicData(Rows, settings.Seed);
        CubicNetwork network = CubicTraining.Run<CubicNetwork>(data, settings.Seed);
        float[] grid = [.. Enumerable.Range(0, GridPoints).Select(static i => GridEnd * ((2f * i / (GridPoints - 1)) - 1))];
        var band = CubicBand.Predict(network, grid, Passes, settings.Seed);
        Report(network, band, settings.Seed);
        Compare(data, network, settings.Seed);
        Console.Out.WriteLine($"wrote {BandPicture.Save(settings.Output, data, band)}");
    }

    private static void Report(CubicNetwork network, CubicBand band, ulong seed)
    {
        var test = new CubicData(TestRows, seed + 1);
        CubicBand predicted = CubicBand.Predict(network, test.X, Passes, seed);
        (float[] lower, float[] upper) = predicted.Interval(1.96);
        float[] variance = [.. predicted.Noise.Zip(predicted.Model, static (noise, model) => (noise * noise) + (model * model))];
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            y = x^3 + noise of deviation {CubicData.Noise}, learnt from {Rows} rows with x between -{CubicData.Range} and {CubicData.Range}; {Passes} masks.

            on {TestRows:N0} new rows    95% interval covers {100 * UncertaintyMetrics.IntervalCoverage(lower, upper, test.Y):F1}%, mean width {UncertaintyMetrics.MeanIntervalWidth(lower, upper):F2}
                                 negative log likelihood {UncertaintyMetrics.NegativeLogLikelihood(predicted.Mean, variance, test.Y):F3} (of the truth {0.5 * (Math.Log(2 * Math.PI * CubicData.Noise * CubicData.Noise) + 1):F3})
            deviation of the noise, as learnt      at x = 0: {band.At(0).Noise:F2}   at x = {GridEnd}: {band.At(GridEnd).Noise:F2}
            deviation of the model, over masks     at x = 0: {band.At(0).Model:F2}   at x = {GridEnd}: {band.At(GridEnd).Model:F2}
            """));
    }

    // Each bagged network is trained on as many rows drawn with replacement.
    private static void Compare(CubicData data, CubicNetwork network, ulong seed)
    {
        var test = new CubicData(TestRows, seed + 1);
        PlainCubicNetwork single = CubicTraining.Run<PlainCubicNetwork>(data, seed);
        var bagged = new NetworkEnsemble<PlainCubicNetwork>(Enumerable
            .Range(1, BaggedNetworks)
            .AsParallel().AsOrdered()
            .Select(member => CubicTraining.Run<PlainCubicNetwork>(data.Bootstrap(seed + (ulong)member), seed + (ulong)member)));
        Console.Out.WriteLine();
        foreach (EnsembleScore score in EnsembleComparison.Compare(
            single,
            network,
            bagged,
            test.Inputs,
            test.Targets,
            new MonteCarloOptions { Passes = Passes, Seed = seed, Threads = Environment.ProcessorCount }))
        {
            // Both in the unit of y: a density is smaller there by the scale.
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{score.Name,-17} of {score.Members,4:N0}   RMSE {score.Error * CubicData.TargetScale:F3}   negative log likelihood {score.NegativeLogLikelihood + Math.Log(CubicData.TargetScale):F3}"));
        }

        Console.Out.WriteLine();
    }
}
