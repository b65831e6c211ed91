using System.Diagnostics;
using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.Threads;
using DropoutGen.Benchmarks.TrainingStep;

// Several threads against one, in pairs of rounds. Arguments, all optional: threads=N, seconds=S for each row, batch sizes,
// parts of the names of networks and phases (train, Sgd, Adam, clipped, infer, sample).
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int threads = Number("threads=", 2);
int seconds = Number("seconds=", 4);
int[] batches = [.. args.Where(static argument => int.TryParse(argument, out _)).Select(int.Parse)];
string[] filters = [.. args.Where(static argument => !argument.Contains('=') && !int.TryParse(argument, out _))];

// A pair of rounds counts if others leave nearly all of the processors free before and after it.
const int MostRounds = 41;

using var free = new FreeProcessors(threads);
Console.WriteLine(Machine.Description);
Console.WriteLine($"{threads} threads against 1, {VectorWidths.Default}; medians of pairs of rounds, of those with all processors free");
Console.WriteLine($"{"rows",6} {"network",14} {"phase",18} {"1: us",10} {"n: us",10} {"ratio",6} {"spread",7} {"rounds",10} {"processors",11}");
foreach (int batch in batches.Length > 0 ? batches : [32, 128, 512])
{
    foreach (Pair pair in Pairs.All(batch, threads).Where(IsWanted))
    {
        Measure(pair);
    }
}

void Measure(Pair pair)
{
    pair.WarmUp();
    long start = Stopwatch.GetTimestamp();
    double before = free.Measure();
    var processors = new List<double> { before };
    int tried = 0;
    while (pair.Rounds < MostRounds && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
    {
        tried++;
        (double one, double many) = pair.Time(oneFirst: tried % 2 == 0);
        double after = free.Measure();
        processors.Add(after);
        if (Math.Min(before, after) >= FreeProcessors.Enough * threads)
        {
            pair.Keep(one, many);
        }

        before = after;
    }

    string figures = pair.Rounds == 0
        ? $"{"-",10} {"-",10} {"-",6} {"-",7}"
        : $"{pair.OneThread.Median * 1e6,10:F1} {pair.ManyThreads.Median * 1e6,10:F1} {pair.Ratio.Median,6:F2} {pair.Ratio.Spread,7:P0}";
    Console.WriteLine(
        $"{pair.Rows,6} {pair.Network,14} {pair.Phase,18} {figures} {$"{pair.Rounds}/{tried}",10} {new Sample(processors).Median,11:F2}");
}

int Number(string name, int otherwise) => args
    .Where(argument => argument.StartsWith(name, StringComparison.Ordinal))
    .Select(argument => int.Parse(argument[name.Length..]))
    .FirstOrDefault(otherwise);

bool IsWanted(Pair pair) => filters.All(filter =>
    pair.Network.StartsWith(filter, StringComparison.Ordinal) || pair.Phase.Contains(filter, StringComparison.Ordinal));
