using System.CommandLine;
using DropoutGen.Samples.Theory;

var seed = new Option<ulong>("--seed")
{
    Description = "Seed of data, weights and masks.",
    DefaultValueFactory = static _ => 1,
};
var output = new Option<string>("--out")
{
    Description = "Folder for the pictures.",
    DefaultValueFactory = static _ => "theory-out",
};

var command = new RootCommand("Holds what is said about dropout against measurements on small networks.") { seed, output };
command.SetAction(parsed =>
{
    try
    {
        Sample.Run(parsed.GetValue(seed), parsed.GetRequiredValue(output));
        return 0;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
    {
        // A folder that cannot be written to: the message says which, a stack trace would not help.
        Console.Error.WriteLine($"error: {exception.Message}");
        return 1;
    }
});
return command.Parse(args).Invoke();
