using System.CommandLine;
using System.Globalization;
using DropoutGen;
using DropoutGen.Benchmarks.Peers;
using DropoutGen.Benchmarks.Peers.Golden;
using DropoutGen.Benchmarks.Peers.Libtorch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var filter = new Option<string>("--filter")
{
    Description = "Only rows with all of these words, for example \"784 train sgd batch=32 dropout=0.5\"; other words are sample, infer, adam, threads=1.",
    DefaultValueFactory = static _ => string.Empty,
};
var quick = new Option<bool>("--quick") { Description = "The rows that say most, in under three minutes." };
var rounds = new Option<int>("--rounds") { Description = "Rounds, 21 or more.", DefaultValueFactory = static _ => 21 };
rounds.Validators.Add(static result =>
{
    if (result.GetValueOrDefault<int>() < 21)
    {
        result.AddError("--rounds must be 21 or more: a median of fewer says little.");
    }
});
var width = new Option<VectorWidth>("--width")
{
    Description = "Vector width of ours.",
    DefaultValueFactory = static _ => VectorWidths.Default,
};
var json = new Option<string?>("--json") { Description = "File for the rows as JSON." };
var plot = new Option<string?>("--plot") { Description = "File for a picture (PNG)." };
var markdown = new Option<string?>("--markdown") { Description = "File for a page with tables." };
var golden = new Option<string?>("--golden")
{
    Description = "Folder for the figures that the tests of numerics compare with, recorded from libtorch; nothing is timed then.",
};
var command = new RootCommand("Races DropoutGen against libtorch, ONNX Runtime and TensorPrimitives in one process.")
{
    filter, quick, rounds, width, json, plot, markdown, golden,
};
command.SetAction(parsed => parsed.GetValue(golden) is { } folder
    ? Record(folder)
    : Session.Run(new Settings(
        parsed.GetRequiredValue(filter),
        parsed.GetValue(quick),
        parsed.GetValue(rounds),
        parsed.GetValue(width),
        parsed.GetValue(json),
        parsed.GetValue(plot),
        parsed.GetValue(markdown))));
return command.Parse(args).Invoke();

static int Record(string folder)
{
    if (LibtorchLibrary.Load() is { } reason)
    {
        Console.Error.WriteLine($"libtorch {reason}; nothing is recorded.");
        return 3;
    }

    GoldenRecorder.Run(folder);
    return 0;
}
