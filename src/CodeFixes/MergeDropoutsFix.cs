using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG1005: merges a dropout into the one in front of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergeDropoutsFix))]
[Shared]
public sealed class MergeDropoutsFix : CodeFixProvider
{
    private const string Title = "Merge into one dropout";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG1005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || AttributeEdit.Layer(root, context.Span) is not { } second)
        {
            return;
        }

        List<AttributeSyntax> siblings = AttributeEdit.Siblings(second);
        int index = siblings.IndexOf(second);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (index < 1 || model is null || AttributeEdit.NamesBlock(siblings[index - 1]) || RateOf(siblings[index - 1], model) is not { } first || RateOf(second, model) is not { } rate)
        {
            return;
        }

        // Dropouts of different scaling or masks are not one dropout, and balanced ones have no other rate than 0.5.
        string settings = SettingsOf(second);
        if (SettingsOf(siblings[index - 1]) != settings || settings.Contains("Balanced"))
        {
            return;
        }

        ExpressionSyntax target = AttributeEdit.Rate(siblings[index - 1])!.Expression;
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(Apply(context.Document, root, target, second, 1 - ((1 - first) * (1 - rate)))),
                equivalenceKey: Title),
            context.Diagnostics);
    }

    private static double? RateOf(AttributeSyntax dropout, SemanticModel model) =>
        AttributeEdit.Rate(dropout) is { } argument && model.GetConstantValue(argument.Expression) is { HasValue: true, Value: IConvertible value }
            ? value.ToDouble(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static string SettingsOf(AttributeSyntax dropout) => string.Join(
        ", ",
        (dropout.ArgumentList?.Arguments ?? default)
            .Where(static argument => argument.NameEquals is not null)
            .Select(static argument => $"{argument.NameEquals!.Name} = {argument.Expression}")
            .OrderBy(static setting => setting, StringComparer.Ordinal));

    private static Document Apply(Document document, SyntaxNode root, ExpressionSyntax target, AttributeSyntax second, double rate)
    {
        SyntaxNode tracked = root.TrackNodes(target, second);
        ExpressionSyntax current = tracked.GetCurrentNode(target)!;
        tracked = tracked.ReplaceNode(current, AttributeEdit.Literal(rate).WithTriviaFrom(current));
        return document.WithSyntaxRoot(AttributeEdit.Remove(tracked, tracked.GetCurrentNode(second)!));
    }
}
