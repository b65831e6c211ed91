using System.CommandLine;
using DropoutGen.Samples.Digits;

var epochs = new Option<int?>("--epochs")
{
    Description = "Epochs of the trainings on all digits; those on 2,000 digits get three times as many. "
        + "Default: 25, with --data 20.",
};
epochs.Validators.Add(static result =>
{
    if (result.GetValueOrDefault<int?>() is < 1 or > 10_000)
    {
        result.AddError("--epochs must be 1 to 10000.");
    }
});
var seed = new Option<ulong>("--seed")
{
    Description = "Seed of the drawn digits, the weights, the order of training and the dropout masks.",
    DefaultValueFactory = static _ => 1,
};
var output = new Option<string>("--out")
{
    Description = "Folder for the pictures.",
    DefaultValueFactory = static _ => "digits-out",
};
var data = new Option<string?>("--data")
{
    Description = "Folder with MNIST: train-images-idx3-ubyte.gz and the other three files. Default: draw digits.",
};
var masks = new Option<int?>("--compare-masks")
{
    Description = "Instead of all else: compares masks that rows share with independent ones over so many seeds, 2 or more.",
};
masks.Validators.Add(static result =>
{
    if (result.GetValueOrDefault<int?>() is < 2 or > 1_000)
    {
        result.AddError("--compare-masks must be 2 to 1000.");
    }
});
var network = new Option<NetworkSize>("--network")
{
    Description = "large: 784-1024-1024-1024-10 with dropout and max-norm beside the same without, 100 epochs by default.",
    DefaultValueFactory = static _ => NetworkSize.Small,
};

var command = new RootCommand("Trains a classifier of digits with and without dropout, and shows what dropout changes.")
{
    epochs, seed, output, data, masks, network,
};
command.SetAction(parsed =>
{
    try
    {
        Sample.Run(new Settings(
            parsed.GetValue(epochs), parsed.GetValue(seed), parsed.GetRequiredValue(output), parsed.GetValue(data), parsed.GetValue(masks),
            parsed.GetValue(network)));
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
