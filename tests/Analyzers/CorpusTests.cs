using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using DropoutGen.Analyzers.HandWritten;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>
/// DG2001 and DG2002 over a corpus of dropout as people write it and of code that looks like it. Labels stand in the
/// sources; the part set aside was not looked at while the rules were made. The part Later was written in seven rounds, each labelled
/// before the rules ran over it, when all that came before were without a mistake: at their first run precision and recall were 0.94 and
/// 0.97, 0.86 and 0.67, 0.95 and 0.91, 0.93 and 0.72, 0.93 and 0.88, 1.00 and 0.67, 0.86 and 0.75. Then the rules were mended for each.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Tuning")]
    [InlineData("SetAside")]
    [InlineData("Later")]
    public async Task Precision_and_recall(string part)
    {
        int rightly = 0;
        int wrongly = 0;
        int missed = 0;
        int items = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", part)).Order(StringComparer.Ordinal))
        {
            (SyntaxTree tree, Diagnostic[] found) = await Analyze(file);
            foreach ((MemberDeclarationSyntax member, string expected) in Items(tree))
            {
                items++;
                string[] ids = [.. found.Where(diagnostic => member.Span.Contains(diagnostic.Location.SourceSpan)).Select(static diagnostic => diagnostic.Id).Distinct()];
                string name = member is BaseTypeDeclarationSyntax type ? type.Identifier.ValueText : ((MethodDeclarationSyntax)member).Identifier.ValueText;
                foreach (string id in ids.Where(id => id != expected))
                {
                    wrongly++;
                    output.WriteLine($"{name}: {id} is wrong, expected {expected}");
                }

                if (expected != "none" && ids.Contains(expected))
                {
                    rightly++;
                }
                else if (expected != "none")
                {
                    missed++;
                    output.WriteLine($"{name}: {expected} is missed");
                }
            }
        }

        double precision = (double)rightly / (rightly + wrongly);
        double recall = (double)rightly / (rightly + missed);
        output.WriteLine($"{part}: {items} items, {rightly + missed} with a mistake, precision {precision:F3}, recall {recall:F3}");
        Assert.True(precision >= 0.95, $"precision {precision:F3}");
        Assert.True(recall >= 0.85, $"recall {recall:F3}");
    }

    [Fact]
    public void Corpus_is_large_half_correct_and_a_third_is_set_aside()
    {
        string[] Labels(string part) =>
        [
            .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", part))
                .SelectMany(static file => Items(CSharpSyntaxTree.ParseText(File.ReadAllText(file))))
                .Select(static item => item.Expected),
        ];
        string[] tuning = Labels("Tuning");
        string[] aside = Labels("SetAside");
        int all = tuning.Length + aside.Length;
        Assert.True(all >= 60, $"{all} items");
        Assert.InRange(aside.Length, all * 0.3, all * 0.4);
        Assert.InRange(tuning.Concat(aside).Count(static label => label == "none"), all * 0.4, all * 0.6);
    }

    internal static async Task<(SyntaxTree Tree, Diagnostic[] Found)> Analyze(string file)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(file), path: file);
        SyntaxTree libraries = CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Corpus", "Libraries.txt")));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Corpus",
            [tree, libraries],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        ImmutableArray<Diagnostic> found = await compilation
            .WithAnalyzers([new HandWrittenDropoutAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
        return (tree, [.. found]);
    }

    private static IEnumerable<(MemberDeclarationSyntax Member, string Expected)> Items(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .Where(static node => node is BaseTypeDeclarationSyntax or MethodDeclarationSyntax)
        .Cast<MemberDeclarationSyntax>()
        .SelectMany(static member => member.GetLeadingTrivia()
            .Select(static trivia => trivia.ToString())
            .Where(static text => text.StartsWith("// expect: ", StringComparison.Ordinal))
            .Select(text => (member, text.Substring("// expect: ".Length))));
}
