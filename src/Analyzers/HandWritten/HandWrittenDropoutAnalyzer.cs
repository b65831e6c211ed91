using System.Collections.Concurrent;
using System.Collections.Immutable;
using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DropoutGen.Analyzers.HandWritten;

/// <summary>Reports dropout written by hand without its scale (DG2001) or with a wrong one (DG2002).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandWrittenDropoutAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [HandWrittenDescriptors.Unscaled, HandWrittenDescriptors.WrongScale];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolStartAction(Start, SymbolKind.NamedType);
    }

    // Only types that draw at random are looked at; their operations live as long as the type's analysis.
    private static void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.DeclaringSyntaxReferences.Any(reference => Draws(reference.GetSyntax(context.CancellationToken))))
        {
            return;
        }

        var blocks = new ConcurrentDictionary<ISymbol, IReadOnlyList<IOperation>>(SymbolEqualityComparer.Default);
        context.RegisterOperationBlockAction(block =>
        {
            if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type))
            {
                blocks[block.OwningSymbol] = block.OperationBlocks;
            }
        });
        context.RegisterSymbolEndAction(end =>
        {
            if (blocks.IsEmpty)
            {
                return;
            }

            var interpreter = new Interpreter(new TypeCode(type, blocks), end.CancellationToken);
            interpreter.Run();
            foreach (Diagnostic diagnostic in new Verdict(interpreter, type).Findings())
            {
                end.ReportDiagnostic(diagnostic);
            }
        });
    }

    private static bool Draws(SyntaxNode declaration) => declaration.DescendantTokens().Any(static token =>
        token.IsKind(SyntaxKind.IdentifierToken) && Interpreter.IsDraw(token.ValueText));
}
