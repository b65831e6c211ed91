using System.Text.RegularExpressions;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Tests.Documentation;

/// <summary>
/// The C# of the README and of the guides compiles: declarations as they stand, statements over the variables that they speak of. The
/// pages of the rules are tested with the analyzers; excerpts of generated code are marked <c>csharp generated</c> and looked up in it.
/// </summary>
public sealed partial class SnippetTests
{
    private const string Digits = "[Network(784)]\n[Dense(256), Relu, Dropout(0.5)]\n[Dense(10), SoftmaxCrossEntropy]\npublic sealed partial class Digits;\n";
    private const string Net = "[Network(8)]\n[Dense(16), Relu, Dropout(0.5)]\n[Dense(1), MeanSquaredError]\npublic sealed partial class Net;\n";

    // Each page: whether it tells one story, in which each block goes on with the variables of those before it; declarations that it takes
    // from elsewhere; and the variables that it speaks of.
    private static readonly Dictionary<string, (bool IsStory, string Declarations, string Variables)> s_pages = new(StringComparer.Ordinal)
    {
        ["README.md"] = (true, "", "float[] images, int[] labels, float[] probabilities"),
        ["docs/getting-started.md"] = (true, "", ""),
        ["docs/interchange.md"] = (false, Digits, "Digits network"),
        ["docs/layers.md"] = (false, "", "Rent network, float[] trainingInputs"),
        ["docs/performance-guide.md"] = (false, Digits, "Digits network, Trainer<Digits, int, Adam> trainer, float[] images, int[] labels, float[] probabilities"),
        ["docs/theory.md"] = (false, Digits + Net, "Net network, float[] inputs, float[] targets, float[] predictions, int row, int output"),
        ["docs/training.md"] = (true, "", "float[] images, int[] labels, float[] probabilities, float[] logits, float[] gradient"),
        ["docs/uncertainty.md"] = (false, "", """
            Strength strength, Plain[] members, Digits digits, float[] inputs, float[] targets, float[] images, float[] probabilities, int[] labels,
            int[] groups, bool[] isOutOfDistribution
            """),
        ["src/Csv/PackageReadme.md"] = (false, Digits, "Trainer<Digits, int, Adam> trainer"),
        ["src/Runtime/PackageReadme.md"] = (true, "", "float[] images, int[] labels, float[] probabilities"),
    };

    public static TheoryData<string> Pages => [.. s_pages.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Compiles(string page)
    {
        (bool isStory, string given, string variables) = s_pages[page];
        string[] blocks = [.. Blocks(page, "csharp")];
        Assert.NotEmpty(blocks);
        string declarations = given + string.Concat(blocks.Where(IsDeclaration));
        string statements = string.Concat(blocks.Where(static block => !IsDeclaration(block)).Select(block => isStory ? block : $"{{\n{block}\n}}\n"));
        GeneratorRun run = GeneratorRun.Over(
            $"using System;\nusing System.Linq;\nusing DropoutGen;\nusing DropoutGen.Theory;\n\n{declarations.Replace("using DropoutGen;\n", string.Empty, StringComparison.Ordinal)}\n" +
            $"internal static class Snippets\n{{\n    public static void Run({variables})\n    {{\n{statements}\n    }}\n}}\n");

        // CS0201: a page may show what a member says without doing anything with it.
        Compilation output = run.Output.AddReferences(MetadataReference.CreateFromFile(typeof(CsvFile).Assembly.Location));
        Assert.Empty(output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS0201"));
    }

    [Fact]
    public void Every_page_with_code_is_tested() => Assert.Equal(
        s_pages.Keys.Append("docs/generated-code.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Checkout(), "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Checkout(), "*.md"))
            .Concat(((string[])["samples", "src"]).SelectMany(static folder => Directory.GetFiles(Path.Combine(Checkout(), folder), "*.md", SearchOption.AllDirectories)))
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(static file => Path.GetRelativePath(Checkout(), file).Replace('\\', '/'))
            .Where(static page => !page.StartsWith("docs/rules/", StringComparison.Ordinal) && Blocks(page, "csharp").Any())
            .Order(StringComparer.Ordinal));

    // All that an excerpt shows stands in the generated files, line by line; "..." stands for what it leaves out.
    [Fact]
    public void Excerpts_stand_in_generated_code()
    {
        const string page = "docs/generated-code.md";
        const string normalized = "[Network(16)]\n[Dense(20), BatchNorm, Relu, Dropout(0.5)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Normalized;\n";
        const string grouped = "[Network(256)]\n[Dense(128), Relu, Dropout(0.5, RowsPerMask = 32)]\n[Dense(128), Relu, Dropout(0.5, RowsPerMask = 32)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Grouped;\n";
        GeneratorRun run = GeneratorRun.Over($"using DropoutGen;\n\n{string.Concat(Blocks(page, "csharp"))}{normalized}{grouped}");
        Assert.Empty(run.Output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        // Excerpts leave out where types live.
        string generated = Qualifier().Replace(string.Join('\n', run.Sources.Values), string.Empty);
        string[] missing =
        [
            .. Blocks(page, "csharp generated").SelectMany(static block => block.Split('\n'))
                .SelectMany(static line => line.Split("..."))
                .Select(static part => part.Trim())
                .Where(part => part.Length > 0 && !generated.Contains(part, StringComparison.Ordinal)),
        ];
        Assert.Empty(missing);
    }

    private static bool IsDeclaration(string block) => block.Contains("[Network(", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(string page, string language) => Block().Matches(File.ReadAllText(Path.Combine(Checkout(), page)))
        .Where(match => match.Groups[1].Value == language)
        .Select(static match => match.Groups[2].Value);

    private static string Checkout()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "DropoutGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder!;
    }

    [GeneratedRegex(@"global::DropoutGen\.(?:CompilerServices\.)?")]
    private static partial Regex Qualifier();

    [GeneratedRegex("^```([a-z ]+)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
