using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
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
        HazardDescriptors.BehindSelu,
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
        List<PlacedLayer> layers = BlockExpansion.Run(model.Layers);
        string[] rates = [.. layers.Select(layer => RateArgument.NameIn(attributes[layer.Ordinal], layer.Layer is DropPathLayer, context.CancellationToken))];
        NetworkModel written = model with { Layers = layers.Select(static layer => layer.Layer).ToEquatableArray() };
        var reported = new HashSet<(DiagnosticDescriptor, int)>();
        foreach (Hazard hazard in RateHazards.Find(written, rates).Concat(PlaceHazards.Find(written)).Concat(BatchNormHazards.Find(written)))
        {
            PlacedLayer layer = layers[hazard.Ordinal];
            bool isInBlock = model.Layers[layer.Ordinal] is BlockLayer;

            // What is found in a block is told where the network names it, once for all repetitions.
            if (!isInBlock || reported.Add((hazard.Rule, layer.Ordinal)))
            {
                // The rate of a branch is an argument where the network names the block; those of layers inside are not.
                string argument = isInBlock && layer.Layer is not DropPathLayer ? string.Empty : hazard.Argument;
                Location place = AttributeLocation.OfArgument(attributes[layer.Ordinal], argument, context.CancellationToken);
                string message = isInBlock ? $"In {layer.Name}: {hazard.Message}" : hazard.Message;
                context.ReportDiagnostic(Diagnostic.Create(hazard.Rule, place, message));
            }
        }
    }
}
