using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DropoutGen.Samples.VarianceShift;
using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Drawing;
using Spectre.Console;

var epochs = new Option<int>("--epochs")
{
    Description = "Epochs of each training.",
    DefaultValueFactory = static _ => 8,
};
epochs.Validators.Add(static result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
    {
        result.AddError("--epochs must be 1 to 10000.");
    }
});
var seed = new Option<ulong>("--seed")
{
    Description = "Seed of the drawn digits, the weights, the order of training and the dropout masks.",
    DefaultValueFactory = static _ => 1,
};
var data = new Option<string?>("--data")
{
    Description = "Folder with MNIST: train-images-idx3-ubyte.gz and the other three files. Default: draw digits.",
};
var command = new RootCommand(
    "Dropout in front of batch normalisation, behind it, and with the running statistics estimated anew (Li et al., 2018).")
{
    epochs, seed, data,
};
command.SetAction(parsed =>
{
    try
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 130;
        }

        Stopwatch clock = Stopwatch.StartNew();
        DigitData digits = parsed.GetValue(data) is { } folder ? MnistReader.Read(folder) : DrawnDigits.Draw(parsed.GetValue(seed));
        Console.Out.WriteLine($"{digits.Training.Count} digits to train on and {digits.Test.Count} to test on: {digits.Source}.");
        new Experiment(digits, parsed.GetValue(epochs), parsed.GetValue(seed)).Run();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All in {clock.Elapsed.TotalSeconds:F0} s."));
        return 0;
    }
    catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        // A folder or file that is not as it should be: the message says which, a stack trace would not help.
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
});
return command.Parse(args).Invoke();
