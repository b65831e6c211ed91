using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Tests;

/// <summary>Ids, pages, help links and release notes tell the same rules.</summary>
public sealed class RulePagesTests
{
    private static readonly string s_root = FindRoot();

    public static TheoryData<string> Ids =>
        [.. AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Order()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_page_link_index_entry_and_release_note(string id)
    {
        DiagnosticDescriptor rule = AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Single(rule => rule.Id == id);
        string page = File.ReadAllText(Path.Combine(s_root, "docs", "rules", id + ".md"));
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"Severity: {rule.DefaultSeverity.ToString().ToLowerInvariant()}\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {rule.Title} |", File.ReadAllText(Path.Combine(s_root, "docs", "rules", "README.md")), StringComparison.Ordinal);
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", File.ReadAllText(Path.Combine(s_root, "src", "Analyzers", "AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
        Assert.DoesNotMatch("\\.$", rule.Title.ToString());
    }

    [Fact]
    public void No_page_without_a_rule() => Assert.Equal(
        Ids.Select(static row => row.Data + ".md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(s_root, "docs", "rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "DropoutGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No DropoutGen.sln above {AppContext.BaseDirectory}.");
    }
}
