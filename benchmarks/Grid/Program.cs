using System.CommandLine;
using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.Grid;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = new Option<int>("--rounds") { Description = "Rounds, 21 or more.", DefaultValueFactory = static _ => 21 };
rounds.Validators.Add(static result =>
{
    if (result.GetValueOrDefault<int>() < 21)
    {
        result.AddError("--rounds must be 21 or more: a median of fewer says little.");
    }
});
var batches = new Option<int[]>("--batches")
{
    Description = "Batch sizes.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = static _ => [1, 9, 130, 4096],
};
batches.Validators.Add(static result =>
{
    if (result.GetValueOrDefault<int[]>()!.Any(static batch => batch < 1))
    {
        result.AddError("--batches must be 1 or more.");
    }
});
var width = new Option<VectorWidth>("--width") { Description = "Vector width.", DefaultValueFactory = static _ => VectorWidths.Default };
var command = new RootCommand("Training steps of many shapes as share of the FMA peak, each against its neighbours.") { rounds, batches, width };
command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(batches)!, parsed.GetValue(width)));
return command.Parse(args).Invoke();

static void Run(int rounds, int[] batches, VectorWidth width)
{
    Console.WriteLine(Machine.Description);
    Console.WriteLine($"{width}, SGD, no dropout, one thread; medians of {rounds} rounds in turns. A shape's neighbours are the shapes of the");
    Console.WriteLine($"same batch with the next less and the next more work; below {Neighbours.Limit:0 %} of their geometric mean it is marked.");
    var table = new TextTable(["batch", "network", "weights KB", "us", "spread", "of peak", "of neighbours", ""], textColumns: 2);
    (int shapes, int marked) = (0, 0);
    foreach (int batch in batches)
    {
        Row row = Row.Measure(batch, width, rounds);
        double[] shares = row.Shares;
        double[] ratios = Neighbours.Ratios(shares);
        for (int i = 0; i < shares.Length; i++)
        {
            Sample microseconds = row.Work[i].Microseconds;
            bool isLow = ratios[i] < Neighbours.Limit;
            table.Add(
                $"{batch}", row.Networks[i].Name, $"{TrainingWork.WeightBytes(row.Networks[i].Definition) / 1000:0.0}", $"{microseconds.Median:0.000}",
                $"{microseconds.Spread:0 %}", $"{shares[i]:0.0 %}", $"{ratios[i]:0 %}", isLow ? "low" : string.Empty);
            shapes++;
            marked += isLow ? 1 : 0;
        }
    }

    table.Print();
    Console.WriteLine($"{marked} of {shapes} shapes are below {Neighbours.Limit:0 %} of their neighbours.");
}
