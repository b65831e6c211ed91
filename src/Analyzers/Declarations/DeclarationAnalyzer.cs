using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Declarations;

/// <summary>Reports what makes a network's declaration invalid: the faults that the generator's own reader finds, at their places.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeclarationDescriptors.NotPartial,
        DeclarationDescriptors.UnsupportedKind,
        DeclarationDescriptors.NothingToTrain,
        DeclarationDescriptors.ArgumentOutOfRange,
        DeclarationDescriptors.Loss,
        DeclarationDescriptors.LayersSpread,
        DeclarationDescriptors.MemberClash,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(NetworkReader.IsNetwork))
        {
            return;
        }

        NetworkModel model = NetworkReader.Read(type, context.CancellationToken);
        foreach (Fault fault in model.Faults)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.OfFaults[fault.RuleId],
                FaultLocation.Of(type, fault, context.CancellationToken),
                fault.Message));
        }
    }
}
