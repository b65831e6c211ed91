using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.TestSupport.GeneratorHarness;

/// <summary>The strictest project that generated code may land in: overflow checks, all warnings, documentation checked, no unsafe code.</summary>
public static class HostileOptions
{
    /// <summary>What every test project references: the framework and the runtime library.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
    ];

    /// <summary>Options of the parser; comments of documentation are parsed and checked.</summary>
    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>Options of the compiler.</summary>
    public static CSharpCompilationOptions Compilation { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        checkOverflow: true,
        allowUnsafe: false,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>A project of the given files, named <c>File0.cs</c> and so on.</summary>
    public static CSharpCompilation Project(params string[] sources) => CSharpCompilation.Create(
        "Project",
        sources.Select(static (source, index) => CSharpSyntaxTree.ParseText(source, Parse, $"File{index}.cs")),
        References,
        Compilation);
}
