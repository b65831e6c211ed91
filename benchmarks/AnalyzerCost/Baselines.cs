using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Benchmarks.AnalyzerCost;

/// <summary>Analyzers that do nothing, but need what others need: the driver's own work is not that of the rules.</summary>
internal static class Baselines
{
#pragma warning disable RS1001, RS2008 // Not for compilers, and never released.
    private static readonly DiagnosticDescriptor s_rule = new("BASE", "Nothing", "Nothing", "Benchmark", DiagnosticSeverity.Warning, true);

    /// <summary>Asks for types, as the cheapest analyzers do.</summary>
    internal sealed class OfSymbols : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType);
        }
    }

    /// <summary>Asks for operations too, as the analyzers of the SDK do in every project.</summary>
    internal sealed class OfOperations : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType);
            context.RegisterOperationAction(static _ => { }, OperationKind.Invocation, OperationKind.ObjectCreation);
        }
    }
#pragma warning restore RS1001, RS2008
}
