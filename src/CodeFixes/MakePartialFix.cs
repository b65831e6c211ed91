using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG0001: makes the class, or the type around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
[Shared]
public sealed class MakePartialFix : CodeFixProvider
{
    private const string Title = "Make partial";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG0001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => InTurn.Provider;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(Title, _ => Task.FromResult(Apply(context.Document, root, declaration)), equivalenceKey: Title),
            context.Diagnostics);
    }

    // The modifier goes last, as the language wants it.
    private static Document Apply(Document document, SyntaxNode root, TypeDeclarationSyntax declaration)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        TypeDeclarationSyntax changed = declaration;
        if (declaration.Modifiers.Count == 0)
        {
            // What stands in front of the keyword, comments and indentation, stays in front.
            partial = partial.WithLeadingTrivia(declaration.Keyword.LeadingTrivia);
            changed = declaration.WithKeyword(declaration.Keyword.WithLeadingTrivia());
        }

        changed = changed.WithModifiers(changed.Modifiers.Add(partial));
        return document.WithSyntaxRoot(root.ReplaceNode(declaration, changed));
    }
}
