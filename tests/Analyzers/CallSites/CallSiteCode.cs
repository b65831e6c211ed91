using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.Analyzers.Tests.CallSites;

/// <summary>Members of a class that uses a network with dropout, and one without, and what a rule says of them.</summary>
internal static class CallSiteCode
{
    /// <summary>The networks <c>Net</c>, with dropout, and <c>Plain</c>, without, as another project has them: the generator runs once for all tests.</summary>
    public static MetadataReference Networks { get; } = Compile("""
        using DropoutGen;

        [Network(4), Dense(50), Relu, Dropout(0.5), Dense(3), SoftmaxCrossEntropy] public sealed partial class Net;
        [Network(4), Dense(50), Relu, Dense(3), SoftmaxCrossEntropy] public sealed partial class Plain;
        """);

    /// <summary>The signatures of TorchSharp.</summary>
    public static MetadataReference Torch { get; } = Compile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "CallSites", "TorchSharp.txt")));

    /// <summary>What a rule reports in the members of one class.</summary>
    public static Task<Diagnostic[]> Diagnostics(string id, string members) => AnalyzerRun.Beside(Networks, id, Source(members));

    /// <summary>What DG2008 reports in a file of its own.</summary>
    public static Task<Diagnostic[]> TorchDiagnostics(string code) => AnalyzerRun.Beside(Torch, "DG2008", code);

    /// <summary>The texts that a rule reports in the members of one class.</summary>
    public static async Task<string[]> Reported(string id, string members) => [.. (await Diagnostics(id, members)).Select(Text)];

    public static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);

    private static string Source(string members) =>
        $"using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading.Tasks;\nusing DropoutGen;\n\npublic class User\n{{\n{members}\n    private static int ArgMax(ReadOnlySpan<float> values) => values.IndexOf(values[0]);\n}}\n";

    private static MetadataReference Compile(string source)
    {
        var image = new MemoryStream();
        var result = GeneratorRun.Over(source).Output.WithAssemblyName("Referenced").Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
