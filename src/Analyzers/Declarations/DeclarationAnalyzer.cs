using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.Declarations;

/// <summary>Reports what makes the declaration of a network or a block invalid: the faults that the generator's own reader finds, at their places.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DeclarationDescriptors.OfFaults.Values];

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
        if (IsNetwork(type))
        {
            foreach (Fault fault in Faults(type, context.CancellationToken).Where(static fault => fault.Place != FaultPlace.Container))
            {
                Report(context, fault, FaultLocation.Of(type, fault, context.CancellationToken));
            }
        }

        if (type.GetAttributes().Any(BlockReader.IsBlock))
        {
            foreach (Fault fault in BlockReader.Faults(type, context.CancellationToken))
            {
                Report(context, fault, FaultLocation.Of(type, fault, context.CancellationToken));
            }
        }

        // A fault of a containing type is reported there, once for all networks inside: a fix is offered only for what
        // is reported on the type that is analyzed.
        Fault? aboutContainer = Nested(type)
            .Where(IsNetwork)
            .SelectMany(network => Faults(network, context.CancellationToken)
                .Where(fault => fault.Place == FaultPlace.Container
                    && SymbolEqualityComparer.Default.Equals(FaultLocation.Container(network, fault.Ordinal), type)))
            .FirstOrDefault();
        if (aboutContainer is not null)
        {
            Report(context, aboutContainer, type.Locations[0]);
        }
    }

    private static bool IsNetwork(INamedTypeSymbol type) => type.GetAttributes().Any(NetworkReader.IsNetwork);

    private static IEnumerable<Fault> Faults(INamedTypeSymbol type, CancellationToken cancellation) =>
        NetworkReader.Read(type, cancellation).Faults;

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(static member => new[] { member }.Concat(Nested(member)));

    private static void Report(SymbolAnalysisContext context, Fault fault, Location location) =>
        context.ReportDiagnostic(Diagnostic.Create(DeclarationDescriptors.OfFaults[fault.RuleId], location, fault.Message));
}
