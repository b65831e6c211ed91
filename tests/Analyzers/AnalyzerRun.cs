using System.Collections.Immutable;
using DropoutGen.Analyzers.CallSites;
using DropoutGen.Analyzers.Declarations;
using DropoutGen.Analyzers.HandWritten;
using DropoutGen.Analyzers.Hazards;
using DropoutGen.Analyzers.Torch;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>What a user sees of a declaration: the diagnostics of compiler and analyzers, with the generator run.</summary>
internal static class AnalyzerRun
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        new DeclarationAnalyzer(),
        new LayerWithoutNetworkAnalyzer(),
        new DeclaredDropoutAnalyzer(),
        new HandWrittenDropoutAnalyzer(),
        new StochasticForwardAnalyzer(),
        new MonteCarloAnalyzer(),
        new TorchDropoutAnalyzer(),
    ];

    /// <summary>All visible diagnostics as <c>id 'text it is on'</c>, in source order.</summary>
    public static async Task<string[]> Over(params string[] sources) =>
        [.. (await Diagnostics(sources)).Select(Describe)];

    /// <summary>
    /// All visible diagnostics in source order, without hazards other than DG1002: the small networks of tests, and the
    /// code that uses them, are full of them.
    /// </summary>
    public static async Task<Diagnostic[]> Diagnostics(params string[] sources) =>
        [.. (await All(sources)).Where(static diagnostic => diagnostic.Id == "DG1002" || !(diagnostic.Id.StartsWith("DG1", StringComparison.Ordinal) || diagnostic.Id.StartsWith("DG2", StringComparison.Ordinal)))];

    /// <summary>What one rule says, in source order; errors of the compiler fail.</summary>
    public static async Task<Diagnostic[]> Rule(string id, params string[] sources)
    {
        Diagnostic[] all = await All(sources);
        Assert.DoesNotContain(all, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return [.. all.Where(diagnostic => diagnostic.Id == id)];
    }

    /// <summary>What one rule says of code that declares no network, in source order.</summary>
    public static async Task<Diagnostic[]> Beside(MetadataReference library, string id, string source)
    {
        var failures = new List<string>();
        Compilation project = HostileOptions.Project(source).AddReferences(library);
        Assert.Empty(project.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        ImmutableArray<Diagnostic> found = await WithAnalyzers(project, failures).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(failures);
        return [.. found.Where(diagnostic => diagnostic.Id == id && !diagnostic.IsSuppressed).OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static CompilationWithAnalyzers WithAnalyzers(Compilation compilation, List<string> failures) => compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
        new AnalyzerOptions([]),
        (exception, analyzer, _) => failures.Add($"{analyzer}: {exception}"),
        concurrentAnalysis: true,
        logAnalyzerExecutionTime: false));

    private static async Task<Diagnostic[]> All(params string[] sources)
    {
        var failures = new List<string>();
        ImmutableArray<Diagnostic> found = await WithAnalyzers(GeneratorRun.Over(sources).Output, failures).GetAllDiagnosticsAsync();
        Assert.Empty(failures);
        return
        [
            .. found
                // The tests' own code needs no documentation.
                .Where(static diagnostic => diagnostic is { Severity: > DiagnosticSeverity.Hidden, IsSuppressed: false, Id: not "CS1591" })
                .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id} '{diagnostic.Location.SourceTree?.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}'";
}
