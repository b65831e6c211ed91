using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>
/// DG1001: moves a dropout behind the last batch normalisation and the activations that follow it. Where a dropout stands there
/// already, or another one comes there, it is left out.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveBehindBatchNormFix))]
[Shared]
public sealed class MoveBehindBatchNormFix : CodeFixProvider
{
    private const string Title = "Move the dropout behind the last BatchNorm";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG1001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        List<AttributeSyntax> dropouts = [.. diagnostics.Select(diagnostic => Attribute(root, diagnostic.Location.SourceSpan)).OfType<AttributeSyntax>()];
        return root is null ? document : document.WithSyntaxRoot(Move(root, [.. dropouts.Where(static dropout => Target(dropout) is not null)]));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (Attribute(root, context.Span) is not { } dropout || Target(dropout) is null)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(Move(root!, [dropout]))),
                equivalenceKey: Title),
            context.Diagnostics);
    }

    private static AttributeSyntax? Attribute(SyntaxNode? root, Microsoft.CodeAnalysis.Text.TextSpan span) =>
        AttributeEdit.Layer(root, span);

    // Of several in one declaration the last one moves: it is nearest to where it goes.
    private static SyntaxNode Move(SyntaxNode root, IReadOnlyList<AttributeSyntax> dropouts)
    {
        SyntaxNode tracked = root.TrackNodes(dropouts.Concat(dropouts.Select(static dropout => Target(dropout)!)).Distinct());
        foreach (IGrouping<AttributeSyntax, AttributeSyntax> group in dropouts.GroupBy(static dropout => Target(dropout)!))
        {
            AttributeSyntax moved = group.OrderBy(static dropout => dropout.SpanStart).Last();
            foreach (AttributeSyntax dropout in group)
            {
                tracked = AttributeEdit.Remove(tracked, tracked.GetCurrentNode(dropout)!);
            }

            AttributeSyntax target = tracked.GetCurrentNode(group.Key)!;
            if (Next(target) is { } next && IsDropout(next))
            {
                continue;
            }

            var list = (AttributeListSyntax)target.Parent!;
            tracked = tracked.ReplaceNode(list, list.WithAttributes(list.Attributes.Insert(
                list.Attributes.IndexOf(target) + 1, moved.WithoutTrivia().WithLeadingTrivia(SyntaxFactory.Space))));
        }

        return tracked;
    }

    // The layer that it goes behind; null where it would be left without a layer to regularise.
    private static AttributeSyntax? Target(AttributeSyntax dropout)
    {
        List<AttributeSyntax> layers = AttributeEdit.Siblings(dropout);
        int last = layers.FindLastIndex(static layer => Name(layer) == "BatchNorm");
        int end = last + 1;
        while (end < layers.Count && IsActivation(layers[end]))
        {
            end++;
        }

        return last > layers.IndexOf(dropout) && Name(dropout) != "FeatureDropout" && layers.Skip(end).Any(static layer => Name(layer) == "Dense")
            ? layers[end - 1]
            : null;
    }

    private static AttributeSyntax? Next(AttributeSyntax attribute)
    {
        List<AttributeSyntax> layers = AttributeEdit.Siblings(attribute);
        int index = layers.IndexOf(attribute);
        return index + 1 < layers.Count ? layers[index + 1] : null;
    }

    private static bool IsDropout(AttributeSyntax attribute) => Name(attribute).EndsWith("Dropout", StringComparison.Ordinal);

    private static bool IsActivation(AttributeSyntax attribute) => Name(attribute) is "Relu" or "LeakyRelu" or "Elu" or "Selu" or "Gelu"
        or "Silu" or "Tanh" or "Sigmoid" or "Softplus" or "Square";

    private static string Name(AttributeSyntax attribute)
    {
        string name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText
            : attribute.Name is AliasQualifiedNameSyntax aliased ? aliased.Name.Identifier.ValueText
            : ((SimpleNameSyntax)attribute.Name).Identifier.ValueText;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
