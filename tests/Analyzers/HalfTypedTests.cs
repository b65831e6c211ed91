using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>Code as an IDE sees it between two keys: cut off in the middle, or with a token gone. No analyzer throws.</summary>
public sealed class HalfTypedTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.txt", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(AppContext.BaseDirectory, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_throws(string file)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, file), TestContext.Current.CancellationToken);
        SyntaxTree libraries = CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Corpus", "Libraries.txt"), TestContext.Current.CancellationToken));
        var random = new Random(1);
        int found = 0;
        foreach (string typed in Enumerable.Range(0, 2).SelectMany(_ => Broken(text, random)))
        {
            var failures = new List<string>();
            CSharpCompilation compilation = CSharpCompilation.Create(
                "Typed", [CSharpSyntaxTree.ParseText(typed), libraries], Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
            ImmutableArray<Diagnostic> diagnostics = await compilation
                .WithAnalyzers(AnalyzerRun.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception.ToString()), true, false))
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            Assert.Empty(failures);
            found += diagnostics.Length;
        }

        output.WriteLine($"{found} findings in what was left");
    }

    private static IEnumerable<string> Broken(string text, Random random)
    {
        yield return text[..random.Next(text.Length)];
        string[] lines = text.Split('\n');
        int line = random.Next(lines.Length);
        yield return string.Join('\n', lines.Select((content, at) => at == line ? content[..(content.Length / 2)] : content));
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens()];
        foreach (SyntaxToken token in random.GetItems(tokens, 2))
        {
            yield return text.Remove(token.SpanStart, token.Span.Length);
        }
    }
}
