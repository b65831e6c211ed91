using System.Collections.Immutable;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>
/// Expressions as deep as machines write them, and the compiler still takes. A stack that overflows would end the compiler, and the
/// editor with it, without a word.
/// </summary>
public sealed class DeepCodeTests
{
    [Theory]
    [InlineData("a long sum", "double y = x", " + x * 0.5", 5_000, ";")]
    [InlineData("a long text", "string y = \"\"", " + \"line\" + x", 5_000, ";")]
    [InlineData("a long condition", "bool y = x > 0", " || x < 0.5 && random.NextDouble() < 0.5", 2_000, ";")]
    [InlineData("a chain of calls", "var y = new System.Text.StringBuilder()", ".Append(x)", 400, ";")]
    [InlineData("a chain of choices", "double y = ", "random.NextDouble() < 0.5 ? 0 : ", 400, "x;")]
    [InlineData("a chain of branches", "double y = 0;", " if (random.NextDouble() < 0.5) { y = x; } else", 400, " { y = 1; }")]
    [InlineData("a chain of guards", "double y = 0;", " if (x > random.NextDouble()) { return \"\"; } y = x;", 30_000, "")]
    public async Task Deep_code_ends_nothing(string what, string start, string link, int count, string end)
    {
        string source = $$"""
            using DropoutGen;
            [Network(4), Dense(3), Dropout(0.5), Dense(2), SoftmaxCrossEntropy]
            public sealed partial class Net;
            public static class User
            {
                public static string Run(System.Random random, double x, Net net, float[] inputs)
                {
                    {{start}}{{string.Concat(Enumerable.Repeat(link, count))}}{{end}}
                    return $"{net.PredictMonteCarlo(inputs, passes: 100, seed: 1)} {y}";
                }
            }
            """;
        var failures = new List<string>();
        var project = HostileOptions.Project(source);
        Assert.Empty(project.SyntaxTrees[0].GetDiagnostics(TestContext.Current.CancellationToken));
        ImmutableArray<Diagnostic> found = await project
            .WithAnalyzers(AnalyzerRun.Analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), (exception, analyzer, _) => failures.Add($"{what}, {analyzer}: {exception}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(failures);
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
    }
}
