using System.Collections.Immutable;
using DropoutGen.Analyzers.Declarations;
using DropoutGen.CodeFixes;
using DropoutGen.Generator;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.RandomNetworks.Tests.Garbage;

/// <summary>
/// Everything of ours that runs in an editor, over one file: the generator, continuing from the text before, as an editor
/// has it; all analyzers; and the fixes of what they find. What any of them throws comes out.
/// </summary>
internal sealed class Tools : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project;
    private readonly HashSet<string> _fixed = new(StringComparer.Ordinal);
    private readonly CSharpCompilation _around;
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: HostileOptions.Parse);

    /// <param name="companions">Files beside the one that is looked at; what is generated for them, its fixes see too.</param>
    public Tools(params string[] companions)
    {
        _around = HostileOptions.Project().AddSyntaxTrees(companions.Select(static (companion, number) =>
            CSharpSyntaxTree.ParseText(companion, HostileOptions.Parse, $"Companion{number}.cs")));
        _project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Project", "Project", LanguageNames.CSharp,
            compilationOptions: HostileOptions.Compilation, parseOptions: HostileOptions.Parse, metadataReferences: HostileOptions.References)).Id;
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_around, out Compilation generated, out _);
        foreach (SyntaxTree tree in generated.SyntaxTrees)
        {
            _workspace.AddDocument(_project, Path.GetFileName(tree.FilePath), tree.GetText());
        }
    }

    /// <summary>Every analyzer of the product.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = InstancesOf<DiagnosticAnalyzer>(typeof(DeclarationAnalyzer));

    /// <summary>Every code fix of the product.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } = InstancesOf<CodeFixProvider>(typeof(MakePartialFix));

    /// <summary>Number of diagnostics that analyzers reported so far.</summary>
    public int Reported { get; private set; }

    /// <summary>Number of fixes that were applied so far.</summary>
    public int Fixed { get; private set; }

    /// <summary>Rules of which something was fixed so far.</summary>
    public IReadOnlyCollection<string> FixedRules => _fixed;

    /// <summary>Number of files for which something was generated so far.</summary>
    public int Generated { get; private set; }

    /// <param name="source">The file.</param>
    /// <param name="withGenerated">Whether the analyzers see what was generated too, as in a build; it takes far longer.</param>
    public void Run(string source, bool withGenerated)
    {
        CSharpCompilation compilation = _around.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, HostileOptions.Parse, "File0.cs"));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult result = _driver.GetRunResult().Results.Single();
        if (result.Exception is not null || !result.Diagnostics.IsEmpty)
        {
            throw new InvalidOperationException($"The generator failed: {string.Join("; ", result.Diagnostics)}", result.Exception);
        }

        Generated += result.GeneratedSources.IsEmpty ? 0 : 1;
        Diagnostic[] diagnostics = Analyze(withGenerated ? output : compilation);
        Reported += diagnostics.Length;
        Fix(source, diagnostics);
    }

    public void Dispose() => _workspace.Dispose();

    private static Diagnostic[] Analyze(Compilation compilation)
    {
        var failures = new List<Exception>();
        ImmutableArray<Diagnostic> diagnostics = compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, _, _) =>
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            },
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false)).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        if (failures.Count > 0 || diagnostics.Any(static diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal)))
        {
            throw new AggregateException($"An analyzer failed: {string.Join("; ", diagnostics)}", failures);
        }

        return [.. diagnostics];
    }

    private void Fix(string source, Diagnostic[] diagnostics)
    {
        Diagnostic[] fixable = [.. diagnostics.Where(static diagnostic => diagnostic.Location.SourceTree?.FilePath == "File0.cs")];
        if (fixable.Length == 0)
        {
            return;
        }

        Document document = _workspace.CurrentSolution.GetProject(_project)!.AddDocument("File0.cs", source, filePath: "File0.cs");
        SyntaxTree tree = document.GetSyntaxTreeAsync().GetAwaiter().GetResult()!;
        foreach (Diagnostic diagnostic in fixable)
        {
            // An editor hands over diagnostics of its own tree, and the arguments that the description had.
            var shown = Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan), diagnostic.GetMessage());
            foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                var actions = new List<CodeAction>();
                fix.RegisterCodeFixesAsync(new CodeFixContext(document, shown, (action, _) => actions.Add(action), CancellationToken.None)).GetAwaiter().GetResult();
                foreach (CodeAction action in actions)
                {
                    ImmutableArray<CodeActionOperation> operations = action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult();
                    if (!ChangesText(operations, document, source))
                    {
                        // It would be offered for ever.
                        throw new InvalidOperationException($"'{action.Title}' changed nothing. It was offered for {shown}.");
                    }

                    Fixed++;
                    _fixed.Add(diagnostic.Id);
                }
            }
        }
    }

    private static bool ChangesText(ImmutableArray<CodeActionOperation> operations, Document document, string source) =>
        operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id) is { } changed
        && changed.GetTextAsync().GetAwaiter().GetResult().ToString() != source;

    private static ImmutableArray<T> InstancesOf<T>(Type one) =>
    [
        .. one.Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
            .Select(static type => (T)Activator.CreateInstance(type)!),
    ];
}
