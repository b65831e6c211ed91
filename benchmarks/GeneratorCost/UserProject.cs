using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DropoutGen.Benchmarks.GeneratorCost;

/// <summary>A project with a network and a class that has nothing to do with it, as a compiler or an editor holds it.</summary>
internal static class UserProject
{
    private const string Network = """
        using DropoutGen;

        namespace A;

        [Network(784)]
        [Dense(256), Relu, Dropout(0.5)]
        [Dense(128), Relu, Dropout(0.5)]
        [Dense(10), SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """;

    private const string Elsewhere = "namespace A; internal static class Elsewhere { internal static int Two() => 2; }";

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    // What this program runs on, the library among it.
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The edits, by what an editor's user does.</summary>
    public static readonly (string Name, Func<CSharpCompilation, CSharpCompilation> Apply)[] Edits =
    [
        ("one rate", static project => Edit(project, 0, "Relu, Dropout(0.5)]\n[Dense(128)", "Relu, Dropout(0.25)]\n[Dense(128)")),
        ("code elsewhere", static project => Edit(project, 1, "=> 2", "=> 3")),
        ("a comment above the class", static project => Edit(project, 0, "[Network(784)]", "// Digits.\n[Network(784)]")),
        ("the units of a layer", static project => Edit(project, 0, "Dense(256)", "Dense(255)")),
    ];

    /// <summary>The project, parsed and nothing more.</summary>
    public static CSharpCompilation Parse() => CSharpCompilation.Create(
        "Project",
        [
            CSharpSyntaxTree.ParseText(SourceText.From(Network), s_options, "Digits.cs"),
            CSharpSyntaxTree.ParseText(SourceText.From(Elsewhere), s_options, "Elsewhere.cs"),
        ],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver with a generator that has not run.</summary>
    public static GeneratorDriver Driver(IIncrementalGenerator generator, bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: s_options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: trackSteps));

    private static CSharpCompilation Edit(CSharpCompilation project, int file, string what, string by)
    {
        SyntaxTree tree = project.SyntaxTrees[file];
        SourceText text = tree.GetText();
        int at = text.ToString().IndexOf(what, StringComparison.Ordinal);
        return at >= 0
            ? project.ReplaceSyntaxTree(tree, tree.WithChangedText(text.Replace(at, what.Length, by)))
            : throw new ArgumentException($"{tree.FilePath} has no \"{what}\".", nameof(what));
    }
}
