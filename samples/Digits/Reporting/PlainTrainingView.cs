using DropoutGen.Samples.Digits.Training;

namespace DropoutGen.Samples.Digits.Reporting;

/// <summary>Plain lines, for files and pipes: about ten a training.</summary>
internal sealed class PlainTrainingView : ITrainingView
{
    private const int LinesPerTraining = 10;
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    public void Watch(IReadOnlyList<TrainingProgress> trainings, Task work)
    {
        var shown = new int[trainings.Count];
        bool done;
        do
        {
            done = Task.WaitAny([work], s_refresh) == 0;
            for (int i = 0; i < shown.Length; i++)
            {
                shown[i] += Show(trainings[i], shown[i]);
            }
        }
        while (!done);
        work.GetAwaiter().GetResult();
    }

    private static int Show(TrainingProgress training, int from)
    {
        EpochResult[] results = training.History(from);
        int every = (training.Epochs + LinesPerTraining - 1) / LinesPerTraining;
        foreach (EpochResult result in results)
        {
            if (result.Epoch % every != 0 && result.Epoch != training.Epochs)
            {
                continue;
            }

            ProgressSnapshot now = training.Snapshot();
            string end = now.EpochsDone == training.Epochs
                ? $"took {Durations.Show(now.Elapsed)}"
                : $"{Durations.Show(now.Left ?? TimeSpan.Zero)} left";
            Console.Out.WriteLine(
                $"{training.Name}: epoch {result.Epoch}/{training.Epochs}, loss {result.Loss:F4}, " +
                $"train {100 * result.TrainingAccuracy:F2}%, test {100 * result.TestAccuracy:F2}%, " +
                $"{now.SamplesPerSecond:N0} samples/s, {end}");
        }

        return results.Length;
    }
}
