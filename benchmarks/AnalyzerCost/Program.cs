using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DropoutGen.Analyzers.CallSites;
using DropoutGen.Analyzers.Declarations;
using DropoutGen.Analyzers.HandWritten;
using DropoutGen.Analyzers.Hazards;
using DropoutGen.Analyzers.Torch;
using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.AnalyzerCost;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var files = new Option<int>("--files") { Description = "Files of the project.", DefaultValueFactory = static _ => 500 };
var rounds = new Option<int>("--rounds") { Description = "Rounds.", DefaultValueFactory = static _ => 11 };
var command = new RootCommand("Measures what all analyzers cost the compiler of a generated project; one thread, all code warm.") { files, rounds };
command.SetAction(parsed => Run(parsed.GetValue(files), parsed.GetValue(rounds)));
return command.Parse(args).Invoke();

static void Run(int files, int rounds)
{
    DiagnosticAnalyzer[] all =
    [
        new DeclarationAnalyzer(), new LayerWithoutNetworkAnalyzer(), new DeclaredDropoutAnalyzer(), new HandWrittenDropoutAnalyzer(),
        new StochasticForwardAnalyzer(), new MonteCarloAnalyzer(), new TorchDropoutAnalyzer(),
    ];
    string[] texts = GeneratedSolution.Texts(files);
    (string Name, DiagnosticAnalyzer[] Analyzers)[] cases =
    [
        ("an empty analyzer of types", [new Baselines.OfSymbols()]),
        ("all rules", all),
        ("an empty analyzer of operations", [new Baselines.OfOperations()]),
        ("all rules beside it", [new Baselines.OfOperations(), .. all]),
    ];
    var compiling = new List<double>();
    List<double>[] analyzing = [.. cases.Select(static _ => new List<double>())];
    int findings = 0;
    for (int round = -3; round < rounds; round++)
    {
        double compile = Measure(() => Compile(texts));
        double[] analyze = [.. cases.Select(entry => Measure(() => findings = Analyze(texts, entry.Analyzers)))];
        if (round >= 0)
        {
            compiling.Add(compile);
            for (int i = 0; i < cases.Length; i++)
            {
                analyzing[i].Add(analyze[i]);
            }
        }
    }

    double whole = Median(compiling);
    Console.WriteLine(Machine.Description);
    Console.WriteLine($"{files} files, {texts.Sum(static text => text.Count(static c => c == '\n'))} lines with the generated ones, {findings} findings; medians of {rounds} rounds");
    var table = new TextTable(["work", "ms", "of compiling"], textColumns: 1);
    table.Add("compiling: parsing, binding, emitting", $"{whole:0.0}", "100.0 %");
    for (int i = 0; i < cases.Length; i++)
    {
        table.Add($"analysis with {cases[i].Name}", $"{Median(analyzing[i]):0.0}", $"{100 * Median(analyzing[i]) / whole:0.0} %");
    }

    table.Print();
    Console.WriteLine($"The rules cost {100 * Difference(1, 0) / whole:0.0} % of compiling alone, and {100 * Difference(3, 2) / whole:0.0} % beside analyzers that need operations, as the SDK's do.");

    // The two of a round stand side by side.
    double Difference(int with, int without) => Median([.. analyzing[with].Zip(analyzing[without], static (a, b) => a - b)]);
}

static double Measure(Action work)
{
    GC.Collect();
    long start = Stopwatch.GetTimestamp();
    work();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static void Compile(string[] texts)
{
    if (!GeneratedSolution.Parse(texts).Emit(Stream.Null).Success)
    {
        throw new InvalidOperationException("The project does not compile.");
    }
}

static int Analyze(string[] texts, DiagnosticAnalyzer[] analyzers)
{
    CSharpCompilation project = GeneratedSolution.Parse(texts);
    var options = new CompilationWithAnalyzersOptions(
        new AnalyzerOptions([]), static (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
    ImmutableArray<Diagnostic> found = project.WithAnalyzers([.. analyzers], options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    return found.Count(static diagnostic => diagnostic.Id.StartsWith("DG", StringComparison.Ordinal));
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
