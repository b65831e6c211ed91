using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG1010: exchanges a dropout and the activation behind it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveBehindActivationFix))]
[Shared]
public sealed class MoveBehindActivationFix : CodeFixProvider
{
    private const string Title = "Put the dropout behind the activation";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG1010"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || AttributeEdit.Layer(root, context.Span) is not { } dropout)
        {
            return;
        }

        List<AttributeSyntax> siblings = AttributeEdit.Siblings(dropout);
        int index = siblings.IndexOf(dropout);
        if (index < 0 || index + 1 >= siblings.Count || AttributeEdit.NamesBlock(siblings[index + 1]))
        {
            return;
        }

        AttributeSyntax activation = siblings[index + 1];
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNodes(
                    new[] { dropout, activation },
                    (old, _) => (old == dropout ? activation : dropout).WithTriviaFrom(old)))),
                equivalenceKey: Title),
            context.Diagnostics);
    }
}
