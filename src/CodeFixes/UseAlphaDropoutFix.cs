using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG1007: replaces a dropout by alpha dropout of the same rate.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseAlphaDropoutFix))]
[Shared]
public sealed class UseAlphaDropoutFix : CodeFixProvider
{
    private const string Title = "Use AlphaDropout";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG1007"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || AttributeEdit.Layer(root, context.Span) is not { } dropout || AttributeEdit.Rate(dropout) is not { } rate)
        {
            return;
        }

        // The rate is all that the two have in common.
        AttributeSyntax alpha = dropout
            .WithName(Renamed(dropout.Name))
            .WithArgumentList(dropout.ArgumentList!.WithArguments(SyntaxFactory.SingletonSeparatedList(rate.WithoutTrivia())));
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(dropout, alpha))),
                equivalenceKey: Title),
            context.Diagnostics);
    }

    // As it was written: qualified or not, with its ending or without.
    private static NameSyntax Renamed(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.WithRight(Renamed(qualified.Right)),
        AliasQualifiedNameSyntax aliased => aliased.WithName(Renamed(aliased.Name)),
        SimpleNameSyntax simple => Renamed(simple),
        _ => name,
    };

    private static SimpleNameSyntax Renamed(SimpleNameSyntax name) => SyntaxFactory
        .IdentifierName(name.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal) ? "AlphaDropoutAttribute" : "AlphaDropout")
        .WithTriviaFrom(name);
}
