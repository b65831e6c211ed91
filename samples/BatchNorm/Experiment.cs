using System.Globalization;
using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Training;
using DropoutGen.Theory;
using Spectre.Console;

namespace DropoutGen.Samples.VarianceShift;

/// <summary>Trains the networks, recalibrates the ones with dropout, and shows what their normalisations saw.</summary>
/// <param name="Data">The digits.</param>
/// <param name="Epochs">Epochs of each training.</param>
/// <param name="Seed">Of weights, order and masks.</param>
internal sealed record Experiment(DigitData Data, int Epochs, ulong Seed)
{
    private const int BatchSize = 128;
    private const float FirstLearningRate = 1e-3f;
    private const float LastLearningRate = 1e-5f;
    private const int MeasuredRows = 20_000;

    /// <summary>Runs all of it and writes two tables.</summary>
    public void Run()
    {
        // Two trainings at once keep two cores busy.
        Task<Outcome> behind = Task.Run(() => Outcome<DropoutBehind>("Dropout behind the last BatchNorm"));
        Outcome before = Outcome<DropoutBefore>("Dropout in front of BatchNorm");
        Outcome none = Outcome<NoDropout>("no dropout");
        Outcome[] outcomes = [before, behind.GetAwaiter().GetResult(), none];

        var accuracies = new Table().AddColumns("network", "test accuracy", "recalibrated", "test loss", "recalibrated");
        foreach (Outcome outcome in outcomes)
        {
            accuracies.AddRow(
                outcome.Name, Percent(outcome.Trained.Accuracy), Percent(outcome.Recalibrated.Accuracy), Number(outcome.Trained.Loss), Number(outcome.Recalibrated.Loss));
        }

        AnsiConsole.Write(accuracies);
        var shifts = new Table().AddColumns("network", "normalisation", "variance in training / at inference", "predicted", "off by");
        foreach (Outcome outcome in outcomes)
        {
            foreach (BatchNormShift shift in outcome.Shifts)
            {
                double error = (shift.PredictedVarianceRatio / shift.VarianceRatio) - 1;
                shifts.AddRow(
                    outcome.Name,
                    shift.Normalization.Name,
                    Number(shift.VarianceRatio),
                    shift.IsPredicted ? Number(shift.PredictedVarianceRatio) : "-",
                    shift.IsPredicted ? Percent(error) : "-");
            }
        }

        AnsiConsole.Write(shifts);
    }

    private Outcome Outcome<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork, int>
    {
        TNetwork network = Train<TNetwork>();
        Score trained = Test(network);
        IReadOnlyList<BatchNormShift> shifts = BatchNormShift.Measure(network, Data.Training.Take(MeasuredRows).Images, Seed);
        network.RecalibrateBatchNorm(Data.Training.Images);
        return new Outcome(name, trained, Test(network), shifts);
    }

    private TNetwork Train<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, int>
    {
        TNetwork network = TNetwork.Create(Seed);
        using var trainer = new Trainer<TNetwork, int, Adam>(
            network, new Adam(FirstLearningRate), new TrainerOptions { BatchSize = BatchSize, Seed = Seed });
        var batches = new ShuffledBatches(Data.Training, BatchSize, Seed);
        int steps = Epochs * batches.BatchesPerEpoch;
        for (int step = 0; step < steps; step++)
        {
            batches.Next(out ReadOnlySpan<float> images, out ReadOnlySpan<int> labels);
            trainer.LearningRate = LastLearningRate
                + ((FirstLearningRate - LastLearningRate) * 0.5f * (1 + MathF.Cos(MathF.PI * step / steps)));
            if (labels.Length > 1)
            {
                // One row has no variance over rows.
                trainer.Step(images, labels);
            }
        }

        return network;
    }

    private Score Test<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork, int>
    {
        var probabilities = new float[Data.Test.Count * DigitSet.Classes];
        network.Predict(Data.Test.Images, probabilities, threads: 2);
        int right = 0;
        double loss = 0;
        for (int row = 0; row < Data.Test.Count; row++)
        {
            ReadOnlySpan<float> of = probabilities.AsSpan(row * DigitSet.Classes, DigitSet.Classes);
            int label = Data.Test.Labels[row];
            right += of.IndexOf(Largest(of)) == label ? 1 : 0;
            loss -= Math.Log(Math.Max(of[label], float.Epsilon));
        }

        return new Score((double)right / Data.Test.Count, loss / Data.Test.Count);
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = values[0];
        foreach (float value in values)
        {
            largest = MathF.Max(largest, value);
        }

        return largest;
    }

    private static string Percent(double value) => value.ToString("P2", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}

/// <summary>What a network does on the test digits.</summary>
internal sealed record Score(double Accuracy, double Loss);

/// <summary>What came of one network.</summary>
internal sealed record Outcome(string Name, Score Trained, Score Recalibrated, IReadOnlyList<BatchNormShift> Shifts);
