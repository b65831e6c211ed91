using DropoutGen.Analyzers.Declarations;
using DropoutGen.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>Ids, pages, help links and release notes tell the same rules.</summary>
public sealed class RulePagesTests
{
    internal static string Root { get; } = FindRoot();

    private static readonly HashSet<string> s_fixable = [.. Fixes().SelectMany(static fix => fix.FixableDiagnosticIds)];

    public static TheoryData<string> Ids =>
        [.. AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Order()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_page_link_index_entry_and_release_note(string id)
    {
        DiagnosticDescriptor rule = AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Single(rule => rule.Id == id);
        string page = File.ReadAllText(Path.Combine(Root, "docs", "rules", id + ".md"));
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"Severity: {rule.DefaultSeverity.ToString().ToLowerInvariant()}\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {rule.Title} |", File.ReadAllText(Path.Combine(Root, "docs", "rules", "README.md")), StringComparison.Ordinal);
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", File.ReadAllText(Path.Combine(Root, "src", "Analyzers", "AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
        Assert.DoesNotMatch("\\.$", rule.Title.ToString());
        int at = 0;
        foreach (string section in new[] { "Cause", "Why it matters", "Bad", "Good", "Fix", "When to suppress" })
        {
            int found = page.IndexOf($"\n## {section}\n\n", at, StringComparison.Ordinal);
            Assert.True(found >= at, $"{id}.md: no section '{section}', or not in its place.");
            at = found + 1;
        }

        Assert.Equal(s_fixable.Contains(id), page.Contains("code fix", StringComparison.Ordinal) && !page.Contains("no code fix", StringComparison.Ordinal));
    }

    [Fact]
    public void All_analyzers_are_tested() => Assert.Equal(
        typeof(DeclarationAnalyzer).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(static type => type.Name).Order(StringComparer.Ordinal),
        AnalyzerRun.Analyzers.Select(static analyzer => analyzer.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Fixes_are_for_rules_and_fix_all() => Assert.All(Fixes(), static fix =>
    {
        Assert.Subset(Ids.Select(static row => row.Data).ToHashSet(), fix.FixableDiagnosticIds.ToHashSet());
        Assert.NotNull(fix.GetFixAllProvider());
    });

    [Fact]
    public void No_page_without_a_rule() => Assert.Equal(
        Ids.Select(static row => row.Data + ".md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Root, "docs", "rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static IEnumerable<CodeFixProvider> Fixes() => typeof(MakePartialFix).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(CodeFixProvider)))
        .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!);

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
