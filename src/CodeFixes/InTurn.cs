using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DropoutGen.CodeFixes;

/// <summary>
/// Fixes all occurrences of a document in turn, each on what the one before has left. The batch fixer of Roslyn computes all on the
/// document as it was and leaves out those whose changes touch: of three dropouts in a row it would merge two.
/// </summary>
internal static class InTurn
{
    /// <summary>The provider, for every fix of this assembly.</summary>
    public static FixAllProvider Provider { get; } = FixAllProvider.Create(Fix);

    private static async Task<Document?> Fix(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        List<Mark> marks = [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => new Mark(root, diagnostic))];
        ILookup<SyntaxNode, Mark> nodes = marks.Where(static mark => mark.Node is not null).ToLookup(static mark => mark.Node!);
        ILookup<SyntaxToken, Mark> tokens = marks.Where(static mark => mark.Node is null).ToLookup(static mark => mark.Token);
        root = root.ReplaceSyntax(
            nodes.Select(static group => group.Key),
            (old, current) => current.WithAdditionalAnnotations(nodes[old].Select(static mark => mark.Annotation)),
            tokens.Select(static group => group.Key),
            (old, current) => current.WithAdditionalAnnotations(tokens[old].Select(static mark => mark.Annotation)),
            [],
            static (_, current) => current);
        document = document.WithSyntaxRoot(root);
        foreach (Mark mark in marks)
        {
            root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            if (root is not null && mark.Find(root) is { } span)
            {
                document = await Apply(context, document, mark.Diagnostic, Location.Create(root.SyntaxTree, span)).ConfigureAwait(false);
            }
        }

        return document;
    }

    private static async Task<Document> Apply(FixAllContext context, Document document, Diagnostic diagnostic, Location location)
    {
        CodeAction? action = null;
        var moved = Diagnostic.Create(diagnostic.Descriptor, location, diagnostic.Properties);
        await context.CodeFixProvider.RegisterCodeFixesAsync(new CodeFixContext(
            document,
            moved,
            (registered, _) => action ??= context.CodeActionEquivalenceKey is not { } key || registered.EquivalenceKey == key ? registered : null,
            context.CancellationToken)).ConfigureAwait(false);
        if (action is null)
        {
            return document;
        }

        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(context.CancellationToken).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution.GetDocument(document.Id) ?? document;
    }

    /// <summary>A diagnostic's place, found again after changes.</summary>
    private sealed class Mark
    {
        private readonly int _length;

        public Mark(SyntaxNode root, Diagnostic diagnostic)
        {
            Diagnostic = diagnostic;
            TextSpan span = diagnostic.Location.SourceSpan;
            SyntaxNode node = root.FindNode(span, getInnermostNodeForTie: true);
            Node = node.Span == span ? node : null;
            Token = root.FindToken(span.Start);
            _length = span.Length;
        }

        public Diagnostic Diagnostic { get; }

        public SyntaxAnnotation Annotation { get; } = new();

        public SyntaxNode? Node { get; }

        public SyntaxToken Token { get; }

        public TextSpan? Find(SyntaxNode root)
        {
            if (Node is not null)
            {
                return root.GetAnnotatedNodes(Annotation).FirstOrDefault()?.Span;
            }

            SyntaxToken token = root.GetAnnotatedTokens(Annotation).FirstOrDefault();
            return token == default ? null : new TextSpan(token.SpanStart, _length);
        }
    }
}
