using System.Collections.Immutable;
using DropoutGen.Analyzers.Declarations;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>Whether the analyzers take a declaration: with layers gone or numbers halved it may be none any more.</summary>
internal static class ValidDeclaration
{
    public static bool Accepts(DeclaredNetwork network)
    {
        CompilationWithAnalyzers analysis = HostileOptions.Project(network.Source).WithAnalyzers([new DeclarationAnalyzer()]);
        ImmutableArray<Diagnostic> found = analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return found.IsEmpty;
    }
}
