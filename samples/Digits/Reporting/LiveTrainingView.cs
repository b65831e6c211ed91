using DropoutGen.Samples.Digits.Training;
using Spectre.Console;

namespace DropoutGen.Samples.Digits.Reporting;

/// <summary>One table that keeps changing in place, a row a training.</summary>
internal sealed class LiveTrainingView : ITrainingView
{
    private const int BarCells = 16;
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    public void Watch(IReadOnlyList<TrainingProgress> trainings, Task work)
    {
        AnsiConsole.Live(Draw(trainings)).Start(context =>
        {
            bool done;
            do
            {
                done = Task.WaitAny([work], s_refresh) == 0;
                context.UpdateTarget(Draw(trainings));
            }
            while (!done);
        });
        work.GetAwaiter().GetResult();
    }

    private static Table Draw(IReadOnlyList<TrainingProgress> trainings)
    {
        Table table = new Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumn("training");
        table.AddColumn("");
        foreach (string heading in (string[])["epoch", "loss", "train", "test", "samples/s", "time left"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (TrainingProgress training in trainings)
        {
            ProgressSnapshot now = training.Snapshot();
            table.AddRow(
                Markup.Escape(training.Name),
                Bar(now),
                $"{now.EpochsDone}/{training.Epochs}",
                now.Last is { } loss ? $"{loss.Loss:F4}" : "",
                now.Last is { } train ? $"{100 * train.TrainingAccuracy:F2}%" : "",
                now.Last is { } test ? $"[bold]{100 * test.TestAccuracy:F2}%[/]" : "",
                now.SamplesPerSecond > 0 ? $"{now.SamplesPerSecond:N0}" : "",
                TimeLeft(training, now));
        }

        return table;
    }

    private static string Bar(ProgressSnapshot now)
    {
        int full = (int)Math.Round(now.Done * BarCells);
        return $"[green]{new string('━', full)}[/][grey]{new string('━', BarCells - full)}[/]";
    }

    private static string TimeLeft(TrainingProgress training, ProgressSnapshot now) =>
        now.EpochsDone == training.Epochs ? $"[grey]took {Durations.Show(now.Elapsed)}[/]"
        : now.Elapsed == TimeSpan.Zero ? "[grey]waits[/]"
        : now.Left is { } left ? Durations.Show(left)
        : "";
}
