using System.Diagnostics;
using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Metrics;

namespace DropoutGen.Samples.Digits.Training;

/// <summary>The training loop, written once for every network that tells classes apart.</summary>
internal static class DigitTraining
{
    private const float FirstLearningRate = 1e-3f;
    private const float LastLearningRate = 1e-5f;

    /// <summary>Trains a new network and reports to <paramref name="progress"/>.</summary>
    public static TNetwork Run<TNetwork>(DigitSet training, DigitSet test, TrainingPlan plan, TrainingProgress progress)
        where TNetwork : class, INetwork<TNetwork, int>
    {
        TNetwork network = TNetwork.Create(plan.Seed);
        using var trainer = new Trainer<TNetwork, int, Adam>(
            network,
            new Adam(FirstLearningRate),
            new TrainerOptions { BatchSize = TrainingPlan.BatchSize, Seed = plan.Seed });

        int stepsPerEpoch = (training.Count + TrainingPlan.BatchSize - 1) / TrainingPlan.BatchSize;
        var schedule = new CosineSchedule(FirstLearningRate, LastLearningRate, plan.Epochs * stepsPerEpoch);
        DigitSet evaluated = training.Take(Math.Min(plan.EvaluatedDigits, training.Count));
        progress.Start();
        trainer.Fit(
            training.Rows,
            new FitOptions<int>
            {
                Epochs = plan.Epochs,
                Validation = test.Rows,
                LearningRate = step => schedule.At((int)step),
                ReportSteps = 1,
            },
            new Reporter(() => Predictions.Of(network, evaluated).Accuracy, progress));
        return network;
    }

    /// <summary>Hands on what <c>Fit</c> reports, with the accuracy on the training digits.</summary>
    private sealed class Reporter(Func<double> trainingAccuracy, TrainingProgress progress) : IProgress<FitProgress>
    {
        private long _last = Stopwatch.GetTimestamp();
        private long _rows;

        public void Report(FitProgress value)
        {
            if (value.Completed is { } epoch)
            {
                progress.AddEpoch(new EpochResult(
                    epoch.Epoch, epoch.TrainingLoss, trainingAccuracy(), epoch.Validation!.Accuracy!.Value));
                _rows = 0;
            }
            else
            {
                progress.AddStep((int)(value.Rows - _rows), Stopwatch.GetElapsedTime(_last));
                _rows = value.Rows;
            }

            _last = Stopwatch.GetTimestamp();
        }
    }
}
