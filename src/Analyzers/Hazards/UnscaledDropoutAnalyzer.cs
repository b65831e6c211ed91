using System.Collections.Immutable;
using System.Globalization;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>Reports a dropout that is scaled neither in training nor at inference (DG1002).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnscaledDropoutAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [HazardDescriptors.Unscaled];

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
        for (int ordinal = 0; ordinal < model.Layers.Count; ordinal++)
        {
            // At rate 0 nothing is dropped, so nothing is missing.
            if (model.Layers[ordinal] is DropoutLayer { Scaling: DropoutScaling.None, Rate: > 0 } dropout)
            {
                Location place = AttributeLocation.OfArgument(
                    NetworkReader.LayerAttributes(type).ElementAt(ordinal), "Scaling", context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(HazardDescriptors.Unscaled, place, Message(dropout)));
            }
        }
    }

    private static string Message(DropoutLayer dropout) => string.Format(
        CultureInfo.InvariantCulture,
        "Dropout({0}) is not scaled: inference sees values {1:G3} times as large as training did; use DropoutScaling.Inverted",
        dropout.Rate,
        1 / (1 - dropout.Rate));
}
