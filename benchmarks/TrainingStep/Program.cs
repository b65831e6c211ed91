using System.Diagnostics;
using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.TrainingStep;

// Training steps of 784-256-128-10 as share of the FMA peak, which is measured in turn with them: the clock of a
// shared machine drifts.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
VectorWidth width = args.Length > 0 ? Enum.Parse<VectorWidth>(args[0]) : VectorWidths.Default;
Console.WriteLine($"{width}; medians of 21 interleaved rounds, one thread");
Console.WriteLine($"{"batch",6} {"network",8} {"rule",5} {"us/step",9} {"GFLOP/s",8} {"peak",7} {"share",6} {"bytes/step",10}");
foreach (int batch in (int[])[8, 32, 128, 512])
{
    Measurement[] measurements =
    [
        new Measurement<Dropped, Sgd>("dropout", new Sgd(1e-6f), batch, width),
        new Measurement<Plain, Sgd>("plain", new Sgd(1e-6f), batch, width),
        new Measurement<Dropped, Adam>("dropout", new Adam(1e-6f), batch, width),
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
            shares[i].Add(Measurement.Operations(batch) / seconds / peak);
        }
    }

    for (int i = 0; i < measurements.Length; i++)
    {
        double seconds = Median(times[i]);
        Console.WriteLine(
            $"{batch,6} {measurements[i].Name,8} {measurements[i].Rule,5} {seconds * 1e6,9:F1} " +
            $"{Measurement.Operations(batch) / seconds / 1e9,8:F1} {Median(peaks) / 1e9,7:F1} {Median(shares[i]),6:P0} " +
            $"{measurements[i].AllocatedBytesPerStep(),10}");
    }
}

static double Median(List<double> values) => new Sample(values).Median;
