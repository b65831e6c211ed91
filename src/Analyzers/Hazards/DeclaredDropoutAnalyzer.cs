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
        string[] rates =
        [
            .. layers.Select(layer => IsWritten(layer)
                ? RateArgument.NameIn(attributes[layer.Ordinal], layer.Layer is DropPathLayer, context.CancellationToken)
                : string.Empty),
        ];
        NetworkModel written = model with { Layers = layers.Select(static layer => layer.Layer).ToEquatableArray() };
        var reported = new HashSet<(DiagnosticDescriptor Rule, int Ordinal, string Argument)>();
        foreach (Hazard hazard in RateHazards.Find(written, rates).Concat(PlaceHazards.Find(written)).Concat(BatchNormHazards.Find(written)))
        {
            PlacedLayer layer = layers[hazard.Ordinal];
            bool isInBlock = model.Layers[layer.Ordinal] is BlockLayer;

            string argument = IsWritten(layer) ? hazard.Argument : string.Empty;

            // What is found in a block is told where the network names it, once for all repetitions.
            if (!isInBlock || reported.Add((hazard.Rule, layer.Ordinal, argument)))
            {
                Location place = AttributeLocation.OfArgument(attributes[layer.Ordinal], argument, context.CancellationToken);
                string message = isInBlock ? $"In {layer.Name}: {hazard.Message}" : hazard.Message;
                context.ReportDiagnostic(Diagnostic.Create(hazard.Rule, place, message));
            }
        }
    }

    // Whether its arguments are in the network's own attribute. Those of layers in a block are not, but the rate of a branch is
    // an argument where the block is named: by the network, or by another block.
    private static bool IsWritten(PlacedLayer layer) => layer.Depth == (layer.Layer is DropPathLayer ? 1 : 0);
}
