using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>Reports dropout in a declaration that compiles but does not do what it should: DG1xxx.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclaredDropoutAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        HazardDescriptors.BeforeBatchNorm,
        HazardDescriptors.Unscaled,
        HazardDescriptors.KeepProbability,
        HazardDescriptors.Logits,
        HazardDescriptors.Doubled,
        HazardDescriptors.Inputs,
        HazardDescriptors.AllDropped,
        HazardDescriptors.ActivePaths,
        HazardDescriptors.BeforeNonlinearity,
        HazardDescriptors.EffectiveRate,
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
        AttributeData[] attributes = [.. NetworkReader.LayerAttributes(type)];
        string[] rates = [.. attributes.Select(attribute => RateArgument.NameIn(attribute, context.CancellationToken))];
        foreach (Hazard hazard in RateHazards.Find(model, rates).Concat(PlaceHazards.Find(model)).Concat(BatchNormHazards.Find(model)))
        {
            Location place = AttributeLocation.OfArgument(attributes[hazard.Ordinal], hazard.Argument, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(hazard.Rule, place, hazard.Message));
        }
    }
}
