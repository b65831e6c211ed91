using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG1003: replaces a keep probability by the rate.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RateFromKeepProbabilityFix))]
[Shared]
public sealed class RateFromKeepProbabilityFix : CodeFixProvider
{
    private const string Title = "Write 1 - rate";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG1003"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => InTurn.Provider;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument)
        {
            return;
        }

        ExpressionSyntax rate = argument.Expression is LiteralExpressionSyntax { Token.Value: IConvertible value }
            ? AttributeEdit.Literal(1 - value.ToDouble(System.Globalization.CultureInfo.InvariantCulture))
            : AttributeEdit.Complement(argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax
                ? argument.Expression
                : SyntaxFactory.ParenthesizedExpression(argument.Expression));
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(argument.Expression, rate.WithTriviaFrom(argument.Expression)))),
                equivalenceKey: Title),
            context.Diagnostics);
    }
}
