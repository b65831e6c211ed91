using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using DropoutGen.Analyzers.HandWritten;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.TypeSystem;
using MathNet.Numerics.Distributions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Tests;

/// <summary>
/// DG2001 and DG2002 are silent over code that has nothing to do with dropout: this repository's own, and libraries decompiled to
/// source. By default that is the part of MathNet.Numerics that draws at random; DROPOUTGEN_UNRELATED names whole assemblies, apart by ';'.
/// </summary>
public sealed class UnrelatedCodeTests(ITestOutputHelper output)
{
    private static readonly string[] s_random = ["Distributions", "Random", "Statistics", "Statistics.Mcmc", "Statistics.Mcmc.Diagnostics", "Optimization"];

    [Theory]
    [InlineData("src")]
    [InlineData("samples")]
    [InlineData("tests")]
    [InlineData("benchmarks")]
    public async Task Own_sources(string folder)
    {
        // The sample of hazards has them on purpose, and what a build leaves behind is no source.
        string[] files =
        [
            .. Directory.GetFiles(Path.Combine(RulePagesTests.Root, folder), "*.cs", SearchOption.AllDirectories)
                .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "obj" or "bin"))
                .Where(static file => !file.Contains(Path.Combine("samples", "Hazards"), StringComparison.Ordinal)),
        ];
        await RequireSilence(folder, [.. files.Select(static file => Parse(File.ReadAllText(file), file))], 10);
    }

    [Fact]
    public async Task Decompiled_libraries()
    {
        string[] assemblies = Environment.GetEnvironmentVariable("DROPOUTGEN_UNRELATED") is { Length: > 0 } named ? named.Split(';') : [typeof(Bernoulli).Assembly.Location];
        bool isWhole = Environment.GetEnvironmentVariable("DROPOUTGEN_UNRELATED") is { Length: > 0 };
        foreach (string assembly in assemblies)
        {
            await RequireSilence(Path.GetFileName(assembly), Decompile(assembly, isWhole), 50);
        }
    }

    private async Task RequireSilence(string name, SyntaxTree[] trees, int atLeast)
    {
        var failures = new List<string>();
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Unrelated", trees, Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        ImmutableArray<Diagnostic> found = await compilation
            .WithAnalyzers([new HandWrittenDropoutAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception.ToString()), true, false))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        output.WriteLine($"{name}: {trees.Length} files, {trees.Sum(static tree => tree.GetText().Lines.Count)} lines, {found.Length} findings");
        Assert.Empty(failures);
        Assert.Empty(found);
        Assert.True(trees.Length >= atLeast, $"only {trees.Length} files");
    }

    // One file for each type.
    private static SyntaxTree[] Decompile(string assembly, bool isWhole)
    {
        var settings = new DecompilerSettings(ICSharpCode.Decompiler.CSharp.LanguageVersion.CSharp12_0) { ThrowOnAssemblyResolveErrors = false };
        var decompiler = new CSharpDecompiler(assembly, settings);
        FullTypeName[] types =
        [
            .. decompiler.TypeSystem.MainModule.TopLevelTypeDefinitions
                .Where(type => isWhole || s_random.Any(part => type.Namespace == "MathNet.Numerics." + part))
                .Select(static type => type.FullTypeName),
        ];
        return [.. types.Select(type => Parse(decompiler.DecompileTypeAsString(type), type.ReflectionName + ".cs"))];
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview), path);
}
