using DropoutGen.Samples.Uncertainty.Uci;
using Spectre.Console;

namespace DropoutGen.Samples.Uncertainty.Reporting;

/// <summary>Shows how far the sets are: bars on a terminal, a line for each finished split in a file or pipe.</summary>
internal static class ProgressView
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(200);

    public static void Watch(IReadOnlyList<SetProgress> sets, Task work, bool isLive)
    {
        if (isLive)
        {
            WatchLive(sets, work);
        }
        else
        {
            WatchPlain(sets, work);
        }

        work.GetAwaiter().GetResult();
    }

    private static void WatchLive(IReadOnlyList<SetProgress> sets, Task work) =>
        AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask[] bars =
                    [.. sets.Select(set => context.AddTask(Describe(set), autoStart: true, maxValue: set.Trainings))];
                do
                {
                    for (int i = 0; i < bars.Length; i++)
                    {
                        bars[i].Description = Describe(sets[i]);
                        bars[i].Value = sets[i].TrainingsDone;
                    }
                }
                while (Task.WaitAny([work], s_refresh) != 0);
                for (int i = 0; i < bars.Length; i++)
                {
                    bars[i].Description = Describe(sets[i]);
                    bars[i].Value = sets[i].TrainingsDone;
                }
            });

    private static void WatchPlain(IReadOnlyList<SetProgress> sets, Task work)
    {
        HashSet<(string Set, int Split)> shown =
            [.. sets.SelectMany(static set => set.Results.Select(result => (set.Set.Name, result.Split)))];
        bool done;
        do
        {
            done = Task.WaitAny([work], s_refresh) == 0;
            foreach (SetProgress set in sets)
            {
                foreach (SplitResult result in set.Results.Where(result => shown.Add((set.Set.Name, result.Split))))
                {
                    Console.Out.WriteLine(
                        $"{set.Set.Name}, split {result.Split}: rate {result.Rate}, precision {result.Precision}, " +
                        $"RMSE {result.Error:F3}, LL {result.Likelihood:F3}, took {Durations.Show(TimeSpan.FromSeconds(result.Seconds))}");
                }
            }
        }
        while (!done);
    }

    private static string Describe(SetProgress set)
    {
        SplitResult[] results = set.Results;
        string figures = results.Length == 0
            ? ""
            : $" RMSE {results.Average(static result => result.Error):F3}, LL {results.Average(static result => result.Likelihood):F3}";
        return $"{set.Set.Name}: {results.Length}/{set.Splits} splits{figures}";
    }
}
