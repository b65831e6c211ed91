using System.Diagnostics;
using System.Globalization;
using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Pictures;
using DropoutGen.Samples.Digits.Reporting;
using DropoutGen.Samples.Digits.Training;

namespace DropoutGen.Samples.Digits.Large;

/// <summary>The large network with dropout beside the same one without, trained at once, a thread each.</summary>
internal static class LargeComparison
{
    public const int DefaultEpochs = 100;

    // All of them would take a quarter of the time.
    private const int EvaluatedDigits = 10_000;

    public static void Run(DigitData data, int epochs, ulong seed, string output)
    {
        var plan = new TrainingPlan(epochs, seed, EvaluatedDigits);
        Directory.CreateDirectory(output);
        Stopwatch clock = Stopwatch.StartNew();
        var plain = new TrainingProgress("without dropout", plan.Epochs, data.Training.Count);
        var dropout = new TrainingProgress("with dropout", plan.Epochs, data.Training.Count);
        Task work = Task.WhenAll(
            Task.Run(() => DigitTraining.Run<LargePlainDigits>(data.Training, data.Test, plan, plain)),
            Task.Run(() => DigitTraining.Run<LargeDropoutDigits>(data.Training, data.Test, plan, dropout)));
        TrainingViews.Choose().Watch([plain, dropout], work);

        Write(plain);
        Write(dropout);
        string picture = Path.Combine(output, "large-learning-curves.png");
        PictureFont.Choose();
        LearningCurves.Save(
            picture,
            [new LearningCurvePair($"784-1024-1024-1024-10, {data.Training.Count:N0} training digits", NamedHistory.Of(plain), NamedHistory.Of(dropout))]);
        Console.Out.WriteLine($"wrote {picture}");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{data.Source}: both in {Durations.Show(clock.Elapsed)}, processor time {Durations.Show(Process.GetCurrentProcess().TotalProcessorTime)}."));
    }

    /// <summary>The error after the last epoch; the best one too, which knows the test digits and is no estimate.</summary>
    private static void Write(TrainingProgress progress)
    {
        EpochResult[] history = progress.History();
        EpochResult best = history.MaxBy(static result => result.TestAccuracy);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Name}: test error {100 * (1 - history[^1].TestAccuracy):F2}%, error on {EvaluatedDigits:N0} training digits {100 * (1 - history[^1].TrainingAccuracy):F3}% "
            + $"(lowest test error on the way {100 * (1 - best.TestAccuracy):F2}%, epoch {best.Epoch})"));
    }
}
