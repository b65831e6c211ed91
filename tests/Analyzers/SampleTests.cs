using System.Text.RegularExpressions;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>The sample of hazards: each rule once, where its line says so, and as severities and pragmas tell.</summary>
public sealed partial class SampleTests
{
    private static readonly string s_folder = Path.Combine(RulePagesTests.Root, "samples", "Hazards");

    private static readonly string[] s_ids =
        [.. AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Order(StringComparer.Ordinal)];

    // The generator runs once for all tests, and what it makes is not analyzed: its kernels are left out.
    private static readonly Compilation s_sample = Generate();

    [Fact]
    public async Task Sample_violates_each_rule_once()
    {
        Diagnostic[] found = await Analyze(static text => text, null);
        Assert.Equal(Expected().Order(StringComparer.Ordinal), found.Select(Describe).Order(StringComparer.Ordinal));
        Assert.Equal(s_ids, found.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pragma_is_honoured_by_each_rule() => Assert.Empty(
        await Analyze(static text => $"#pragma warning disable {string.Join(", ", s_ids)}\n{text}", null));

    [Fact]
    public async Task Pragma_of_one_rule_leaves_the_others()
    {
        Diagnostic[] found = await Analyze(static text => $"#pragma warning disable DG2001, DG1005\n{text}", null);
        Assert.Equal(s_ids.Except(["DG1005", "DG2001"]), found.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    public async Task Severity_of_editorconfig_is_honoured_by_each_rule(string severity, DiagnosticSeverity expected)
    {
        Diagnostic[] found = await Analyze(static text => text, severity);
        Assert.Equal(s_ids, found.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.All(found, diagnostic => Assert.Equal(expected, diagnostic.Severity));
    }

    [Fact]
    public async Task Editorconfig_switches_each_rule_off() => Assert.Empty(await Analyze(static text => text, "none"));

    private static IEnumerable<string> Expected()
    {
        foreach (string file in Directory.GetFiles(s_folder, "*.cs"))
        {
            string[] lines = File.ReadAllLines(file);
            for (int line = 0; line < lines.Length; line++)
            {
                if (Marker().Match(lines[line]) is { Success: true } match)
                {
                    yield return $"{match.Groups[1].Value} {Path.GetFileName(file)}:{line + 1}";
                }
            }
        }
    }

    private static Compilation Generate()
    {
        CSharpCompilation project = CSharpCompilation.Create(
            "Hazards",
            [
                CSharpSyntaxTree.ParseText("global using System; global using System.Linq;", HostileOptions.Parse),
                .. Directory.GetFiles(s_folder, "*.cs").Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), HostileOptions.Parse, file)),
            ],
            HostileOptions.References,
            HostileOptions.Compilation);
        Compilation output = GeneratorRun.Over(project).Output;
        return output.RemoveSyntaxTrees(output.SyntaxTrees.Where(static tree => tree.FilePath.Contains(".Kernels", StringComparison.Ordinal)));
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id} {Path.GetFileName(diagnostic.Location.SourceTree!.FilePath)}:{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}";

    private static async Task<Diagnostic[]> Analyze(Func<string, string> edit, string? severity)
    {
        Compilation output = s_sample;
        foreach (SyntaxTree tree in s_sample.SyntaxTrees.Where(static tree => Path.GetDirectoryName(tree.FilePath) == s_folder))
        {
            output = output.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edit(tree.ToString()), HostileOptions.Parse, tree.FilePath));
        }

        if (severity is not null)
        {
            string text = "root = true\n[*.cs]\n" + string.Concat(s_ids.Select(id => $"dotnet_diagnostic.{id}.severity = {severity}\n"));
            var settings = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(text, Path.Combine(s_folder, ".editorconfig")) });
            output = output.WithOptions(output.Options.WithSyntaxTreeOptionsProvider(new Severities(settings)));
        }

        var failures = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, analyzer, _) => failures.Add($"{analyzer}: {exception}"), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        Diagnostic[] found = [.. await output.WithAnalyzers(AnalyzerRun.Analyzers, options).GetAnalyzerDiagnosticsAsync()];
        Assert.Empty(failures);
        return [.. found.Where(static diagnostic => !diagnostic.IsSuppressed)];
    }

    [GeneratedRegex("// (DG[0-9]{4})$")]
    private static partial Regex Marker();

    /// <summary>What an .editorconfig says, as the compiler reads it.</summary>
    private sealed class Severities(AnalyzerConfigSet settings) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            settings.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
