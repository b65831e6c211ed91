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

        var batches = new ShuffledBatches(training, TrainingPlan.BatchSize, plan.Seed);
        var schedule = new CosineSchedule(FirstLearningRate, LastLearningRate, plan.Epochs * batches.BatchesPerEpoch);
        progress.Start();
        for (int epoch = 1, step = 0; epoch <= plan.Epochs; epoch++)
        {
            double loss = 0;
            for (int batch = 0; batch < batches.BatchesPerEpoch; batch++, step++)
            {
                batches.Next(out ReadOnlySpan<float> images, out ReadOnlySpan<int> labels);
                trainer.LearningRate = schedule.At(step);
                long start = Stopwatch.GetTimestamp();
                loss += (double)trainer.Step(images, labels) * labels.Length;
                progress.AddStep(labels.Length, Stopwatch.GetElapsedTime(start));
            }

            progress.AddEpoch(new EpochResult(
                epoch,
                loss / training.Count,
                Predictions.Of(network, training).Accuracy,
                Predictions.Of(network, test).Accuracy));
        }

        return network;
    }
}
