using System.CommandLine;
using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.Masks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = new Option<int>("--rounds") { Description = "Rounds, 21 or more.", DefaultValueFactory = static _ => 41 };
rounds.Validators.Add(static result =>
{
    if (result.GetValueOrDefault<int>() < 21)
    {
        result.AddError("--rounds must be 21 or more: a median of fewer says little.");
    }
});
var command = new RootCommand("Times dropout masks against a straightforward reference of the same generator.") { rounds };
command.SetAction(parsed => Run(parsed.GetValue(rounds)));
return command.Parse(args).Invoke();

// 1 if the two do not draw the same words.
static int Run(int rounds)
{
    // Probabilities that take 1, 2, 4, 8 and 16 random bits.
    KeepProbability[] probabilities = [.. new[] { 0.5, 0.25, 0.1875, 0.19921875, 0.2 }.Select(static rate => new KeepProbability(rate))];

    // A wide layer, one of a block a row, and one whose rows share blocks: a large fill and two small ones.
    (int Units, int Rows)[] layers = [(256, 512), (128, 128), (64, 32)];
    Console.WriteLine(Machine.Description);
    foreach (VectorWidth width in VectorWidths.Supported)
    {
        foreach (KeepProbability keep in probabilities)
        {
            if (!Comparison.Agree(width, keep))
            {
                Console.WriteLine($"{width}, {keep.SliceCount} slices: the reference draws other words. Nothing is timed.");
                return 1;
            }
        }
    }

    var table = new TextTable(
        ["width", "units", "rows", "slices", "ours ns", "reference ns", "ours / reference", "spread", "of least times"], textColumns: 1);
    foreach (VectorWidth width in VectorWidths.Supported.Reverse())
    {
        foreach ((int units, int rows) in layers)
        {
            foreach (KeepProbability keep in probabilities)
            {
                var comparison = new Comparison(width, keep, units, rows);
                comparison.Run(rounds);
                (double ours, double reference) = comparison.Nanoseconds;
                table.Add(
                    width.ToString(), $"{units}", $"{rows}", $"{keep.SliceCount}", $"{ours:0.0000}", $"{reference:0.0000}",
                    $"{comparison.Ratio.Median:0.00}", $"{comparison.Ratio.Spread:0 %}", $"{comparison.LeastRatio:0.00}");
            }
        }
    }

    Console.WriteLine($"Nanoseconds for each mask bit, medians of {rounds} rounds in turns; ratios round by round.");
    table.Print();
    return 0;
}
