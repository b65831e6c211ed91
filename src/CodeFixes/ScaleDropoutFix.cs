using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG1002: removes the scaling argument, which leaves the default, inverted scaling.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScaleDropoutFix))]
[Shared]
public sealed class ScaleDropoutFix : CodeFixProvider
{
    private const string Title = "Use inverted scaling";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG1002"];

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

        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(
                    root.RemoveNode(argument, SyntaxRemoveOptions.KeepNoTrivia) ?? root)),
                equivalenceKey: Title),
            context.Diagnostics);
    }
}
