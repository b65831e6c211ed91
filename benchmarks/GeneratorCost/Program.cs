using System.CommandLine;
using System.Globalization;
using System.Text;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.GeneratorCost;
using Microsoft.CodeAnalysis;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [ColdStart.Argument, ..])
{
    ColdStart.Run(args);
    return 0;
}

var rounds = new Option<int>("--rounds") { Description = "Rounds in this process.", DefaultValueFactory = static _ => 41 };
var processes = new Option<int>("--processes") { Description = "Processes for first generations.", DefaultValueFactory = static _ => 7 };
rounds.Validators.Add(static result => RequirePositive(result));
processes.Validators.Add(static result => RequirePositive(result));
var command = new RootCommand("Measures what the generator costs a compiler and an editor, on 784-256-128-10.") { rounds, processes };
command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(processes)));
return command.Parse(args).Invoke();

static void RequirePositive(System.CommandLine.Parsing.OptionResult result)
{
    if (result.GetValueOrDefault<int>() < 1)
    {
        result.AddError($"{result.Option.Name} must be 1 or more.");
    }
}

static void Run(int rounds, int processes)
{
    Console.WriteLine(Machine.Description);
    Console.WriteLine($"784-256-128-10; medians of {processes} processes or {rounds} rounds");
    var times = new TextTable(["generation", "ms", "spread", "least ms"], textColumns: 1);
    Add("first of a process, nothing compiled", ColdStart.Measure(processes, warmCompiler: false));
    Add("first of a process, the compiler's code compiled, the generator's not", ColdStart.Measure(processes, warmCompiler: true));
    foreach ((string name, Sample sample) in Generations.Measure(warmUps: 60, rounds))
    {
        Add(name == Generations.FromNothing ? "from nothing, all code compiled" : $"after an edit of {name}", sample);
    }

    times.Print();
    var steps = new TextTable(["after an edit of", "step", "outputs"], textColumns: 3);
    foreach ((string edit, string step, string reasons) in Generations.Steps())
    {
        steps.Add(edit, step, reasons);
    }

    steps.Print();
    var files = new TextTable(["file", "KB"], textColumns: 1);
    IReadOnlyList<GeneratedSourceResult> emitted = Generations.Files();
    foreach (GeneratedSourceResult file in emitted)
    {
        files.Add(file.HintName, Kilobytes(file));
    }

    files.Add("together", Kilobytes([.. emitted]));
    files.Print();

    void Add(string name, Sample sample) =>
        times.Add(name, $"{sample.Median:0.00}", $"{sample.Spread:0 %}", $"{sample.Least:0.00}");

    static string Kilobytes(params GeneratedSourceResult[] sources) =>
        $"{sources.Sum(static source => Encoding.UTF8.GetByteCount(source.SourceText.ToString())) / 1000.0:0.0}";
}
