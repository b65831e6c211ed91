using System.Text.RegularExpressions;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Tests.Documentation;

/// <summary>The C# of the guides compiles: declarations as they stand, statements over the variables that they speak of.</summary>
public sealed partial class SnippetTests
{
    private const string Variables = """
        Strength strength, Plain[] members, Digits digits, float[] inputs, float[] targets, float[] images, float[] probabilities, int[] labels,
        int[] groups, bool[] isOutOfDistribution
        """;

    [Fact]
    public void Uncertainty() => RequireCompiles("uncertainty.md", Variables, static block => $"{{\n{block}\n}}\n");

    // One story: each block goes on with the variables of those before it.
    [Fact]
    public void Training() => RequireCompiles(
        "training.md", "float[] images, int[] labels, float[] probabilities, float[] logits, float[] gradient", static block => block);

    private static void RequireCompiles(string page, string variables, Func<string, string> statement)
    {
        string[] blocks = [.. Block().Matches(File.ReadAllText(Path.Combine(Checkout(), "docs", page))).Select(static match => match.Groups[1].Value)];
        string[] declarations = [.. blocks.Where(IsDeclaration)];
        Assert.NotEmpty(declarations);
        Assert.True(blocks.Length > declarations.Length);
        string statements = string.Concat(blocks.Where(static block => !IsDeclaration(block)).Select(statement));
        GeneratorRun run = GeneratorRun.Over(
            $"using System;\nusing DropoutGen;\n\n{string.Concat(declarations)}\n" +
            $"internal static class Snippets\n{{\n    public static void Run({variables})\n    {{\n{statements}\n    }}\n}}\n");
        Assert.Empty(run.Output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    private static bool IsDeclaration(string block) => block.StartsWith("[Network", StringComparison.Ordinal);

    private static string Checkout()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "DropoutGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder!;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
