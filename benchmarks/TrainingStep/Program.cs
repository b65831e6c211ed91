using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.TrainingStep;

// Training steps as share of the FMA peak, which is measured in turn with them: the clock of a shared machine drifts.
// Arguments, all optional: a part of the network's name, batch sizes, a vector width.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int[] batches = [.. args.Where(static argument => int.TryParse(argument, out _)).Select(int.Parse)];
VectorWidth width = args
    .Where(static argument => Enum.IsDefined(typeof(VectorWidth), argument))
    .Select(Enum.Parse<VectorWidth>)
    .FirstOrDefault(VectorWidths.Default);
string filter = args.FirstOrDefault(argument => argument != "sgd" && !int.TryParse(argument, out _) && !Enum.IsDefined(typeof(VectorWidth), argument)) ?? string.Empty;

Console.WriteLine($"{width}; medians of 21 interleaved rounds, one thread");
Console.WriteLine($"{"batch",6} {"network",14} {"rule",5} {"us/step",10} {"GFLOP/s",8} {"peak",7} {"share",6} {"best",6} {"bytes/step",10}");
foreach (int batch in batches.Length > 0 ? batches : [1, 8, 32, 128, 512])
{
    Measurement[] measurements =
    [
        .. Make<MiddleDropped, int>(batch),
        .. Make<Middle, int>(batch),
        .. Make<LargeDropped, int>(batch),
        .. Make<Large, int>(batch),
        .. Make<SmallDropped, int>(batch),
        .. Make<Small, int>(batch),
        .. Make<TinyDropped, float>(batch),
        .. Make<Tiny, float>(batch),
    ];
    var times = measurements.Select(static _ => new List<double>()).ToArray();
    var shares = measurements.Select(static _ => new List<double>()).ToArray();
    var peaks = new List<double>();
    for (int round = 0; round < 21; round++)
    {
        double peak = FmaPeak.Measure();
        peaks.Add(peak);
        for (int i = 0; i < measurements.Length; i++)
        {
            double seconds = measurements[i].Round();
            times[i].Add(seconds);
            shares[i].Add(measurements[i].Operations / seconds / peak);
        }
    }

    for (int i = 0; i < measurements.Length; i++)
    {
        double seconds = Median(times[i]);
        Console.WriteLine(
            $"{batch,6} {measurements[i].Name,14} {measurements[i].Rule,5} {seconds * 1e6,10:F2} " +
            $"{measurements[i].Operations / seconds / 1e9,8:F1} {Median(peaks) / 1e9,7:F1} {Median(shares[i]),6:P0} " +
            $"{measurements[i].Operations / times[i].Min() / peaks.Max(),6:P0} " +
            $"{measurements[i].AllocatedBytesPerStep(),10}");
    }
}

IEnumerable<Measurement> Make<TNetwork, TTarget>(int batch)
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
{
    if ((typeof(TNetwork).Name + "Sgd").StartsWith(filter, StringComparison.Ordinal))
    {
        yield return new Measurement<TNetwork, TTarget, Sgd>(new Sgd(1e-6f), batch, width);
        if (!args.Contains("sgd"))
        {
            yield return new Measurement<TNetwork, TTarget, Adam>(new Adam(1e-6f), batch, width);
        }
    }
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
