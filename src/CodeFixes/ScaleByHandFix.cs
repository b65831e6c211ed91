using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DropoutGen.CodeFixes;

/// <summary>DG2001: scales what a conditional expression keeps, or what an if statement does not set to zero.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScaleByHandFix))]
[Shared]
public sealed class ScaleByHandFix : CodeFixProvider
{
    private const string Title = "Divide what is kept by 1 - rate";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG2001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => InTurn.Provider;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not { } place
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        SyntaxNode? changed = Choice(place) is { } choice ? InChoice(root, choice, model)
            : place.FirstAncestorOrSelf<IfStatementSyntax>() is { Else: null } statement ? InStatement(root, statement, place, model)
            : null;
        if (changed is not null)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    // The expression itself, or the factor of a product.
    private static ConditionalExpressionSyntax? Choice(SyntaxNode place) => place.FirstAncestorOrSelf<ConditionalExpressionSyntax>()
        ?? place switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyAssignmentExpression } product => Bare(product.Right) as ConditionalExpressionSyntax,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product => Bare(product.Right) as ConditionalExpressionSyntax ?? Bare(product.Left) as ConditionalExpressionSyntax,
            _ => null,
        };

    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? Bare(inner.Expression) : expression;

    private static SyntaxNode? InChoice(SyntaxNode root, ConditionalExpressionSyntax choice, SemanticModel model)
    {
        if (Kept(choice) is not { } kept || Keep(choice.Condition, IsZero(choice.WhenTrue), model.GetTypeInfo(choice).ConvertedType, model) is not { } keep)
        {
            return null;
        }

        ExpressionSyntax operand = kept is IdentifierNameSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or LiteralExpressionSyntax
            ? kept.WithoutTrivia()
            : SyntaxFactory.ParenthesizedExpression(kept.WithoutTrivia());
        return root.ReplaceNode(kept, SyntaxFactory.BinaryExpression(
            SyntaxKind.DivideExpression,
            operand.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.SlashToken).WithTrailingTrivia(SyntaxFactory.Space),
            keep is BinaryExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(keep) : keep).WithTriviaFrom(kept));
    }

    // if (random.NextDouble() < rate) x = 0; gets an else.
    private static SyntaxNode? InStatement(SyntaxNode root, IfStatementSyntax statement, SyntaxNode place, SemanticModel model)
    {
        StatementSyntax only = statement.Statement is BlockSyntax { Statements: { Count: 1 } statements } ? statements[0] : statement.Statement;
        if (only is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }
            || !assignment.Left.Span.IntersectsWith(place.Span) || !IsZero(assignment.Right)
            || model.GetTypeInfo(assignment.Left).Type is not { SpecialType: SpecialType.System_Single or SpecialType.System_Double } type
            || Keep(statement.Condition, isDroppedWhenTrue: true, type, model) is not { } keep)
        {
            return null;
        }

        StatementSyntax scaled = SyntaxFactory.ExpressionStatement(SyntaxFactory.AssignmentExpression(
            SyntaxKind.DivideAssignmentExpression, assignment.Left.WithoutTrivia(), keep));
        ElseClauseSyntax otherwise = SyntaxFactory.ElseClause(statement.Statement is BlockSyntax ? SyntaxFactory.Block(scaled) : scaled);
        return root.ReplaceNode(statement, statement.WithElse(otherwise).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static bool IsZero(ExpressionSyntax expression) =>
        Bare(expression) is LiteralExpressionSyntax { Token.Value: IConvertible value } && value is not (string or char or bool)
            && value.ToDouble(System.Globalization.CultureInfo.InvariantCulture) == 0;

    private static ExpressionSyntax? Kept(ConditionalExpressionSyntax choice) =>
        IsZero(choice.WhenTrue) ? choice.WhenFalse : IsZero(choice.WhenFalse) ? choice.WhenTrue : null;

    // Only where the condition compares a call with a name can the keep probability be read off.
    private static ExpressionSyntax? Keep(ExpressionSyntax condition, bool isDroppedWhenTrue, ITypeSymbol? result, SemanticModel model)
    {
        if (Bare(condition) is not BinaryExpressionSyntax { Left: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 }, Right: IdentifierNameSyntax or MemberAccessExpressionSyntax } comparison)
        {
            return null;
        }

        bool? isBelow = comparison.Kind() switch
        {
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression => true,
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => false,
            _ => null,
        };
        ITypeSymbol? type = model.GetTypeInfo(comparison.Right).Type;
        bool isNarrowing = result?.SpecialType == SpecialType.System_Single && type?.SpecialType == SpecialType.System_Double;
        if (isBelow is not { } below || !(isNarrowing || type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double))
        {
            return null;
        }

        ExpressionSyntax rate = comparison.Right.WithoutTrivia();
        ExpressionSyntax keep = below == isDroppedWhenTrue ? AttributeEdit.Complement(rate) : rate;
        return isNarrowing
            ? SyntaxFactory.CastExpression(
                SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.FloatKeyword)),
                keep is BinaryExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(keep) : keep)
            : keep;
    }
}
