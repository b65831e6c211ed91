using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG2003: predicts with the trainer's network instead of its training pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PredictLogitsFix))]
[Shared]
public sealed class PredictLogitsFix : CodeFixProvider
{
    private const string Title = "Predict with the network";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG2003"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => InTurn.Provider;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax member } call)
        {
            return;
        }

        InvocationExpressionSyntax predicted = call
            .WithExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                member.WithName(SyntaxFactory.IdentifierName("Network")),
                SyntaxFactory.IdentifierName("PredictLogits").WithTriviaFrom(member.Name)))
            .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
                call.ArgumentList.Arguments.Select(static argument => argument.NameColon is { Name.Identifier.ValueText: "logits" } name
                    ? argument.WithNameColon(name.WithName(SyntaxFactory.IdentifierName("outputs").WithTriviaFrom(name.Name)))
                    : argument),
                call.ArgumentList.Arguments.GetSeparators())));
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, predicted))),
                equivalenceKey: Title),
            context.Diagnostics);
    }
}
