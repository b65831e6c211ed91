using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.RowGroups;

// Training steps of networks whose rows share masks against the same network without dropout, in turns, one thread.
// Arguments, all optional: parts of networks' names, batch sizes, rate=R (not for balanced masks), Adam, a vector width,
// rounds=N.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int[] batches = [.. args.Where(static argument => int.TryParse(argument, out _)).Select(int.Parse)];
VectorWidth width = args
    .Where(static argument => Enum.IsDefined(typeof(VectorWidth), argument))
    .Select(Enum.Parse<VectorWidth>)
    .FirstOrDefault(VectorWidths.Default);
double? rate = Setting("rate=") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
int rounds = Setting("rounds=") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 31;
bool adam = args.Contains("Adam");
string[] filters = [.. args.Where(argument => char.IsAsciiLetterUpper(argument[0]) && argument != "Adam" && !Enum.IsDefined(typeof(VectorWidth), argument))];

Console.WriteLine(Machine.Description);
Console.WriteLine($"{width}, one thread, {(adam ? "Adam" : "SGD")}, rate {rate ?? 0.5}; medians of {rounds} rounds in turns");
Console.WriteLine($"{"batch",6} {"network",18} {"us/step",10} {"spread",7} {"times as fast as without dropout",33}");
foreach (int batch in batches.Length > 0 ? batches : [128])
{
    Race("Large", batch, Step<Large>, ("LargeIndependent", Step<LargeIndependent>), ("Large16", Step<Large16>), ("Large32", Step<Large32>),
        ("LargeBalanced16", Step<LargeBalanced16>), ("LargeBalanced32", Step<LargeBalanced32>));
    Race("Middle", batch, Step<Middle>, ("MiddleIndependent", Step<MiddleIndependent>), ("Middle16", Step<Middle16>), ("Middle32", Step<Middle32>),
        ("MiddleBalanced16", Step<MiddleBalanced16>), ("MiddleBalanced32", Step<MiddleBalanced32>));
    Race("Small", batch, Step<Small>, ("Small16", Step<Small16>));
}

void Race(string name, int batch, Func<int, RepeatedWork> plain, params (string Name, Func<int, RepeatedWork> Make)[] others)
{
    var entrants = others.Where(other => filters.Length == 0 || filters.Contains(other.Name) || filters.Contains(name)).ToList();
    if (entrants.Count == 0)
    {
        return;
    }

    List<(string Name, RepeatedWork Work)> works = [(name, plain(batch)), .. entrants.Select(other => (other.Name, other.Make(batch)))];
    RepeatedWork.WarmUp([.. works.Select(static work => work.Work)]);
    for (int round = 0; round < rounds; round++)
    {
        foreach ((_, RepeatedWork work) in works)
        {
            work.Measure();
        }
    }

    IReadOnlyList<double> without = works[0].Work.Times;
    foreach ((string network, RepeatedWork work) in works)
    {
        var ratios = new Sample(work.Times.Select((time, round) => without[round] / time));
        Console.WriteLine($"{batch,6} {network,18} {work.Microseconds.Median,10:F1} {work.Microseconds.Spread,7:P0} {ratios.Median,33:F2}");
    }
}

RepeatedWork Step<TNetwork>(int batch)
    where TNetwork : class, INetwork<TNetwork, int> => adam ? StepOf<TNetwork, Adam>(batch, new Adam(1e-6f)) : StepOf<TNetwork, Sgd>(batch, new Sgd(1e-6f));

RepeatedWork StepOf<TNetwork, TRule>(int batch, TRule rule)
    where TNetwork : class, INetwork<TNetwork, int>
    where TRule : struct, IUpdateRule<TRule>
{
    var random = new Random(1);
    float[] inputs = [.. Enumerable.Range(0, batch * TNetwork.Definition.Inputs).Select(_ => random.NextSingle())];
    int[] labels = [.. Enumerable.Range(0, batch).Select(_ => random.Next(TNetwork.Definition.Outputs))];
    TNetwork network = TNetwork.Create(1);
    network.VectorWidth = width;
    foreach (DropoutState dropout in network.Dropouts)
    {
        dropout.Rate = dropout.Definition.Balanced ? dropout.Rate : rate ?? dropout.Rate;
    }

    var trainer = new Trainer<TNetwork, int, TRule>(network, rule, new TrainerOptions { BatchSize = batch });
    return new RepeatedWork(times =>
    {
        for (int i = 0; i < times; i++)
        {
            trainer.Step(inputs, labels);
        }
    });
}

string? Setting(string name) => args
    .Where(argument => argument.StartsWith(name, StringComparison.Ordinal))
    .Select(argument => argument[name.Length..])
    .FirstOrDefault();
