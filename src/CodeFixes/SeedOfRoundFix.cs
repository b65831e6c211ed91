using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG2004: adds the variable of a for loop to the seed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SeedOfRoundFix))]
[Shared]
public sealed class SeedOfRoundFix : CodeFixProvider
{
    private const string Title = "Add the loop's variable to the seed";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG2004"];

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

        ExpressionSyntax? seed = place as ExpressionSyntax ?? (place as ArgumentSyntax)?.Expression;
        if (seed is null || model.GetTypeInfo(seed, context.CancellationToken).ConvertedType?.SpecialType != SpecialType.System_UInt64
            || seed.FirstAncestorOrSelf<ForStatementSyntax>() is not { Declaration.Variables: { Count: 1 } variables } loop
            || !loop.Statement.Span.Contains(seed.Span)
            || model.GetDeclaredSymbol(variables[0], context.CancellationToken) is not ILocalSymbol { Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } variable)
        {
            return;
        }

        ExpressionSyntax round = SyntaxFactory.IdentifierName(variable.Name);
        if (variable.Type.SpecialType is not (SpecialType.System_UInt64 or SpecialType.System_UInt32 or SpecialType.System_UInt16 or SpecialType.System_Byte))
        {
            round = SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.ULongKeyword)), round);
        }

        ExpressionSyntax bare = seed.WithoutTrivia();
        ExpressionSyntax sum = SyntaxFactory.BinaryExpression(
            SyntaxKind.AddExpression,
            (bare is ConditionalExpressionSyntax or AssignmentExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(bare) : bare).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.PlusToken).WithTrailingTrivia(SyntaxFactory.Space),
            round).WithTriviaFrom(seed);
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(seed, sum))),
                equivalenceKey: Title),
            context.Diagnostics);
    }
}
