using DropoutGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.TestSupport.GeneratorHarness;

/// <summary>The generator's run over a project, with its steps tracked; an edited project continues from it.</summary>
public sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _project;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation project)
    {
        _project = project;
        _driver = driver.RunGeneratorsAndUpdateCompilation(project, out Compilation output, out _);
        Output = output;
        Result = _driver.GetRunResult().Results.Single();
        if (Result.Exception is not null)
        {
            throw new InvalidOperationException("The generator failed.", Result.Exception);
        }

        if (!Result.Diagnostics.IsEmpty)
        {
            throw new InvalidOperationException("The generator reported " + string.Join("; ", Result.Diagnostics));
        }
    }

    /// <summary>Steps and generated files.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The project with the generated files.</summary>
    public Compilation Output { get; }

    /// <summary>Generated texts by file name, in the generator's order.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    /// <summary>The first run over a project of the given files.</summary>
    public static GeneratorRun Over(params string[] sources) => Over(HostileOptions.Project(sources));

    /// <summary>The first run over a project.</summary>
    public static GeneratorRun Over(CSharpCompilation project) => new(
        CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: HostileOptions.Parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        project);

    /// <summary>The run after the text of one file has changed, as in an editor.</summary>
    public GeneratorRun AfterEdit(int file, string source)
    {
        SyntaxTree tree = _project.SyntaxTrees[file];
        SyntaxTree edited = tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(source));
        return new GeneratorRun(_driver, _project.ReplaceSyntaxTree(tree, edited));
    }

    /// <summary>The run after a file was added.</summary>
    public GeneratorRun AfterAddition(string source) => new(
        _driver, _project.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, HostileOptions.Parse, "Added.cs")));

    /// <summary>The generated file whose name ends so, without <c>.g.cs</c>; the public surface for an empty ending.</summary>
    public string Source(string ending) => Sources
        .Single(source => ending.Length == 0
            ? !source.Key.Contains(".Kernels", StringComparison.Ordinal)
            : source.Key.EndsWith($".{ending}.g.cs", StringComparison.Ordinal))
        .Value;
}
