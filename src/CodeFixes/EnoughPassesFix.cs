using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG2005: takes 100 passes where a smaller number is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EnoughPassesFix))]
[Shared]
public sealed class EnoughPassesFix : CodeFixProvider
{
    private const string Title = "Take 100 passes";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG2005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => InTurn.Provider;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode? place = root?.FindNode(context.Span, getInnermostNodeForTie: true);
        if (root is null || (place as LiteralExpressionSyntax ?? (place as ArgumentSyntax)?.Expression) is not LiteralExpressionSyntax passes)
        {
            return;
        }

        LiteralExpressionSyntax enough = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(100)).WithTriviaFrom(passes);
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(passes, enough))),
                equivalenceKey: Title),
            context.Diagnostics);
    }
}
