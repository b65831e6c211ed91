using System.Diagnostics;
using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.Threads;
using DropoutGen.Benchmarks.TrainingStep;

// Several threads against one, in pairs of rounds. Arguments, all optional: threads=N, batch sizes, a part of the
// network's name, a part of the phase's name (train, Sgd, Adam, infer, sample).
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int threads = args
    .Where(static argument => argument.StartsWith("threads=", StringComparison.Ordinal))
    .Select(static argument => int.Parse(argument["threads=".Length..]))
    .FirstOrDefault(2);
int[] batches = [.. args.Where(static argument => int.TryParse(argument, out _)).Select(int.Parse)];
string[] filters = [.. args.Where(static argument => !argument.Contains('=') && !int.TryParse(argument, out _))];
const int Rounds = 21;

Console.WriteLine($"{Machine.Description}");
Console.WriteLine($"{threads} threads against 1, {VectorWidths.Default}; medians of {Rounds} pairs of rounds");
Console.WriteLine($"{"rows",6} {"network",14} {"phase",18} {"1: us",10} {"n: us",10} {"ratio",6} {"spread",7} {"cores",6}");
foreach (int batch in batches.Length > 0 ? batches : [32, 128, 512])
{
    Pair[] pairs = [.. All(batch).Where(IsWanted)];
    foreach (Pair pair in pairs)
    {
        pair.WarmUp();
    }

    // What the machine gives: independent multiply-adds on as many threads. Below that number, others have the processors.
    var cores = new List<double>();
    for (int round = 0; round < Rounds; round++)
    {
        cores.Add(Cores(threads));
        foreach (Pair pair in pairs)
        {
            pair.Round(oneFirst: round % 2 == 0);
        }
    }

    foreach (Pair pair in pairs)
    {
        Console.WriteLine(
            $"{pair.Rows,6} {pair.Network,14} {pair.Phase,18} {pair.OneThread.Median * 1e6,10:F1} {pair.ManyThreads.Median * 1e6,10:F1} " +
            $"{pair.Ratio.Median,6:F2} {pair.Ratio.Spread,7:P0} {new Sample(cores).Median,6:F2}");
    }
}

IEnumerable<Pair> All(int batch) =>
[
    Pairs.Training<MiddleDropped, int, Sgd>(new Sgd(1e-6f), batch, threads),
    Pairs.Training<MiddleDropped, int, Adam>(new Adam(1e-6f), batch, threads),
    Pairs.Training<MiddleDropped, int, Sgd>(new Sgd(1e-6f), batch, threads, clipNorm: 1f),
    Pairs.Training<LargeDropped, int, Sgd>(new Sgd(1e-6f), batch, threads),
    Pairs.Training<LargeDropped, int, Adam>(new Adam(1e-6f), batch, threads),
    Pairs.Training<SmallDropped, int, Sgd>(new Sgd(1e-6f), batch, threads),
    Pairs.Training<SmallDropped, int, Adam>(new Adam(1e-6f), batch, threads),
    Pairs.Training<TinyDropped, float, Sgd>(new Sgd(1e-6f), batch, threads),
];

bool IsWanted(Pair pair) => filters.All(filter =>
    pair.Network.StartsWith(filter, StringComparison.Ordinal) || pair.Phase.Contains(filter, StringComparison.Ordinal));

static double Cores(int threads)
{
    double alone = Run(1);
    return threads * alone / Run(threads);

    static double Run(int count)
    {
        long start = Stopwatch.GetTimestamp();
        Thread[] others = [.. Enumerable.Range(1, count - 1).Select(static _ => new Thread(static () => FmaPeak.Measure()))];
        foreach (Thread other in others)
        {
            other.Start();
        }

        FmaPeak.Measure();
        foreach (Thread other in others)
        {
            other.Join();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
