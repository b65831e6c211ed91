using System.Collections.Concurrent;

namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>Runs splits of several sets, as many at once as there are processors.</summary>
internal sealed class UciRun
{
    private readonly ProtocolSettings _settings;

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file does not hold what belongs there.</exception>
    public UciRun(string dataFolder, string outputFolder, UciSet[] sets, int? splits, ProtocolSettings settings)
    {
        _settings = settings;
        Sets = [.. sets.Select(set => new SetProgress(
            set, new UciData(Path.Combine(dataFolder, set.Folder)), splits, new ResultFile(outputFolder, set.Name, settings)))];
    }

    public SetProgress[] Sets { get; }

    /// <summary>Runs what is not finished yet.</summary>
    public void Run()
    {
        var work = new ConcurrentQueue<(SetProgress Set, int Split)>(
            Sets.SelectMany(static set => set.Open.Select(split => (set, split))));
        var failures = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        if (!failures.IsEmpty)
        {
            throw new AggregateException(failures);
        }

        void Work()
        {
            try
            {
                while (failures.IsEmpty && work.TryDequeue(out (SetProgress Set, int Split) next))
                {
                    next.Set.Run(next.Split, _settings);
                }
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        }
    }
}
