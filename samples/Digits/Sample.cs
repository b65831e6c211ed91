using System.Diagnostics;
using System.Globalization;
using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Drawing;
using DropoutGen.Samples.Digits.Large;
using DropoutGen.Samples.Digits.Masks;
using DropoutGen.Samples.Digits.Metrics;
using DropoutGen.Samples.Digits.Pictures;
using DropoutGen.Samples.Digits.Reporting;
using DropoutGen.Samples.Digits.Training;

namespace DropoutGen.Samples.Digits;

/// <summary>From digits to trained networks, a table and pictures.</summary>
internal static class Sample
{
    private const int FewDigits = 2_000;

    // An epoch of few digits has few steps; more of them let both trainings end where they level off.
    private const int EpochFactorForFewDigits = 3;
    private const int EpochsForDrawnDigits = 25;
    private const int EpochsForMnist = 20;

    public static void Run(Settings settings)
    {
        if (settings.MaskSeeds is { } seeds)
        {
            CompareMasks(settings, seeds);
            return;
        }

        if (settings.Network == NetworkSize.Large)
        {
            LargeComparison.Run(Read(settings), settings.Epochs ?? LargeComparison.DefaultEpochs, settings.Seed, settings.Output);
            return;
        }

        // Before the trainings, so that a folder that cannot be made is noticed at once.
        Directory.CreateDirectory(settings.Output);
        Stopwatch clock = Stopwatch.StartNew();
        DigitData data = Read(settings);
        Console.Out.WriteLine(
            $"{data.Training.Count:N0} digits to train on and {data.Test.Count:N0} to test on: " +
            $"{data.Source}, in {Durations.Show(clock.Elapsed)}.");

        int epochs = Epochs(settings);
        Comparison[] comparisons =
        [
            new(data.Training, data.Test, new TrainingPlan(epochs, settings.Seed)),
            new(
                data.Training.Take(FewDigits),
                data.Test,
                new TrainingPlan(EpochFactorForFewDigits * epochs, settings.Seed)),
        ];
        PairResult[] results = Train(comparisons, settings.Seed);

        ResultTable.Write(results);
        foreach (string picture in PictureFolder.Save(settings.Output, data.Test, results))
        {
            Console.Out.WriteLine($"wrote {picture}");
        }

        Console.Out.WriteLine($"All in {Durations.Show(clock.Elapsed)}, with kernels of the width {VectorWidths.Default}.");
        Console.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"test accuracy {results[0].Dropout.TestAccuracy:F4}"));
    }

    private static DigitData Read(Settings settings) =>
        settings.Data is null ? DrawnDigits.Draw(settings.Seed) : MnistReader.Read(settings.Data);

    private static int Epochs(Settings settings) =>
        settings.Epochs ?? (settings.Data is null ? EpochsForDrawnDigits : EpochsForMnist);

    private static void CompareMasks(Settings settings, int seeds) =>
        MaskComparison.Run(Read(settings), Epochs(settings), settings.Seed, seeds);

    private static PairResult[] Train(Comparison[] comparisons, ulong seed)
    {
        ITrainingView view = TrainingViews.Choose();

        // One pair after the other: a pair keeps two cores busy.
        Task<TrainedPair[]> work = Task.Run(() => comparisons.Select(static comparison => comparison.Run()).ToArray());
        view.Watch([.. comparisons.SelectMany(static comparison => comparison.Progress)], work);
        return [.. work.Result.AsParallel().AsOrdered().Select(pair => new PairResult(pair, seed))];
    }
}
