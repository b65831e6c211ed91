using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Declarations;

/// <summary>Reports layers on a class that is declared neither a network nor a block: nothing would be generated, silently.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerWithoutNetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeclarationDescriptors.LayerWithoutNetwork];

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
        if (type.GetAttributes().Any(static attribute => NetworkReader.IsNetwork(attribute) || BlockReader.IsBlock(attribute)))
        {
            return;
        }

        AttributeData? layer = NetworkReader.LayerAttributes(type).FirstOrDefault();
        if (layer is not null)
        {
            string title = layer.AttributeClass!.Name.Substring(0, layer.AttributeClass.Name.Length - "Attribute".Length);
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.LayerWithoutNetwork,
                AttributeLocation.OfArgument(layer, string.Empty, context.CancellationToken),
                $"{title} has no effect: '{type.Name}' is not declared a network, put [Network(inputs)] in front, or [Block] for layers that networks reuse"));
        }
    }
}
