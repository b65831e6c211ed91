using System.Globalization;
using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Training;

namespace DropoutGen.Samples.Digits.Masks;

/// <summary>
/// What masks that rows share do to accuracy: the same network, digits, order and initial weights, masks of five kinds, over
/// several seeds. Differences are taken seed by seed.
/// </summary>
internal static class MaskComparison
{
    public static void Run(DigitData data, int epochs, ulong firstSeed, int seeds)
    {
        (string Name, Func<ulong, EpochResult> Train)[] kinds =
        [
            ("independent", seed => Train<IndependentMasks>(data, epochs, seed)),
            ("16 rows", seed => Train<Masks16>(data, epochs, seed)),
            ("32 rows", seed => Train<Masks32>(data, epochs, seed)),
            ("16 rows, balanced", seed => Train<BalancedMasks16>(data, epochs, seed)),
            ("32 rows, balanced", seed => Train<BalancedMasks32>(data, epochs, seed)),
        ];
        var results = kinds.Select(static _ => new List<EpochResult>()).ToArray();
        for (int i = 0; i < seeds; i++)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                results[kind].Add(kinds[kind].Train(firstSeed + (ulong)i));
                Console.Error.WriteLine($"seed {firstSeed + (ulong)i}, {kinds[kind].Name}: {results[kind][^1].TestAccuracy:P2}");
            }
        }

        Console.Out.WriteLine($"{data.Source}: 784-256-128-10, rate 0.5, Adam, batch {TrainingPlan.BatchSize}, {epochs} epochs, {seeds} seeds; percent, ± standard error");
        Console.Out.WriteLine();
        Console.Out.WriteLine("| masks | train | test | gap | test - independent |");
        Console.Out.WriteLine("|---|---|---|---|---|");
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            double[] test = [.. results[kind].Select(static result => result.TestAccuracy)];
            double[] train = [.. results[kind].Select(static result => result.TrainingAccuracy)];
            double[] gap = [.. train.Zip(test, static (a, b) => a - b)];
            string difference = kind == 0 ? "" : Show([.. test.Select((value, i) => value - results[0][i].TestAccuracy)]);
            Console.Out.WriteLine($"| {kinds[kind].Name} | {Show(train)} | {Show(test)} | {Show(gap)} | {difference} |");
        }
    }

    private static EpochResult Train<TNetwork>(DigitData data, int epochs, ulong seed)
        where TNetwork : class, INetwork<TNetwork, int>
    {
        var progress = new TrainingProgress(typeof(TNetwork).Name, epochs, data.Training.Count);
        DigitTraining.Run<TNetwork>(data.Training, data.Test, new TrainingPlan(epochs, seed), progress);
        return progress.History()[^1];
    }

    private static string Show(double[] values)
    {
        double mean = values.Average();
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        return string.Create(
            CultureInfo.InvariantCulture, $"{100 * mean:F2} ± {100 * Math.Sqrt(variance / values.Length):F2}");
    }
}
