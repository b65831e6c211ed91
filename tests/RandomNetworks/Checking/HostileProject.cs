using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Projects of many networks: checked arithmetic, every warning an error, and what else a user may have set.</summary>
internal static class HostileProject
{
    private static readonly CSharpCompilationOptions[] s_options =
    [
        Hostile,
        Hostile.WithAllowUnsafe(true),
        Hostile.WithOptimizationLevel(OptimizationLevel.Debug),
        Hostile.WithOverflowChecks(false),
    ];

    private static CSharpCompilationOptions Hostile => HostileOptions.Compilation.WithGeneralDiagnosticOption(ReportDiagnostic.Error);

    /// <param name="variant">Chooses among the options.</param>
    /// <param name="sources">One file a network.</param>
    public static CSharpCompilation Create(int variant, IEnumerable<string> sources) =>
        HostileOptions.Project([.. sources]).WithOptions(s_options[variant % s_options.Length]);
}
