using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG2001: scales what a conditional expression keeps.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScaleByHandFix))]
[Shared]
public sealed class ScaleByHandFix : CodeFixProvider
{
    private const string Title = "Divide what is kept by 1 - rate";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG2001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ConditionalExpressionSyntax>() is not { } choice
            || Keep(choice) is not { } keep || Kept(choice) is not { } kept)
        {
            return;
        }

        ExpressionSyntax operand = kept is IdentifierNameSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
            ? kept.WithoutTrivia()
            : SyntaxFactory.ParenthesizedExpression(kept.WithoutTrivia());
        ExpressionSyntax scaled = SyntaxFactory.BinaryExpression(
            SyntaxKind.DivideExpression,
            operand.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.SlashToken).WithTrailingTrivia(SyntaxFactory.Space),
            keep).WithTriviaFrom(kept);
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(kept, scaled))),
                equivalenceKey: Title),
            context.Diagnostics);
    }

    private static bool IsZero(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { Token.Value: IConvertible value } && value.ToDouble(System.Globalization.CultureInfo.InvariantCulture) == 0;

    private static ExpressionSyntax? Kept(ConditionalExpressionSyntax choice) =>
        IsZero(choice.WhenTrue) ? choice.WhenFalse : IsZero(choice.WhenFalse) ? choice.WhenTrue : null;

    // Only where the condition compares a call with a name can the keep probability be read off.
    private static ExpressionSyntax? Keep(ConditionalExpressionSyntax choice)
    {
        if (choice.Condition is not BinaryExpressionSyntax { Left: InvocationExpressionSyntax call, Right: IdentifierNameSyntax or MemberAccessExpressionSyntax } comparison
            || call.ArgumentList.Arguments.Count > 0)
        {
            return null;
        }

        ExpressionSyntax rate = comparison.Right.WithoutTrivia();
        bool? isBelow = comparison.Kind() switch
        {
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression => true,
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => false,
            _ => null,
        };
        return isBelow is not { } below ? null
            : below == IsZero(choice.WhenTrue) ? SyntaxFactory.ParenthesizedExpression(AttributeEdit.Complement(rate))
            : rate;
    }
}
