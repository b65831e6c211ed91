using System.Globalization;
using DropoutGen.Samples.Uncertainty.Pictures;

namespace DropoutGen.Samples.Uncertainty.Cubic;

/// <summary>Learns y = x^3 + noise and draws what the network knows, inside the data and outside.</summary>
internal static class CubicSample
{
    private const int Rows = 400;
    private const int TestRows = 2_000;
    private const int Steps = 6_000;
    private const int BatchSize = 100;
    private const int GridPoints = 241;
    private const float GridEnd = 6f;
    private const int Passes = 1_000;

    public static void Run(Settings settings)
    {
        var data = new CubicData(Rows, settings.Seed);
        CubicNetwork network = Train(data, settings.Seed);
        float[] grid = [.. Enumerable.Range(0, GridPoints).Select(static i => GridEnd * ((2f * i / (GridPoints - 1)) - 1))];
        var band = CubicBand.Predict(network, grid, Passes, settings.Seed);
        Report(network, band, settings.Seed);
        Console.Out.WriteLine($"wrote {BandPicture.Save(settings.Output, data, band)}");
    }

    private static CubicNetwork Train(CubicData data, ulong seed)
    {
        var network = new CubicNetwork(seed);
        using var trainer = network.CreateTrainer(
            new Adam(learningRate: 2e-3f), new TrainerOptions { BatchSize = BatchSize, Seed = seed });
        float[] inputs = data.Inputs;
        float[] targets = data.Targets;
        var random = new RandomStream(seed, stream: 2);
        var batchInputs = new float[BatchSize];
        var batchTargets = new float[BatchSize];
        for (int step = 0; step < Steps; step++)
        {
            for (int i = 0; i < BatchSize; i++)
            {
                int row = random.NextIndex(Rows);
                batchInputs[i] = inputs[row];
                batchTargets[i] = targets[row];
            }

            trainer.LearningRate = 2e-3f * (1 - ((float)step / Steps));
            trainer.Step(batchInputs, batchTargets);
        }

        return network;
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
}
