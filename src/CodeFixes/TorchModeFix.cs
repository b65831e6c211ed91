using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.CodeFixes;

/// <summary>DG2008: passes training to a functional dropout, or calls eval() in front of an evaluation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TorchModeFix))]
[Shared]
public sealed class TorchModeFix : CodeFixProvider
{
    private const string PassTitle = "Pass training";
    private const string EvalTitle = "Call eval() first";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["DG2008"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => InTurn.Provider;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax or IdentifierNameSyntax } call
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        (string title, SyntaxNode? changed) = model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { IsStatic: true }
            ? (PassTitle, PassTraining(root, call, model))
            : (EvalTitle, CallEval(root, call));
        if (changed is not null)
        {
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: title),
                context.Diagnostics);
        }
    }

    private static SyntaxNode? PassTraining(SyntaxNode root, InvocationExpressionSyntax call, SemanticModel model)
    {
        // The module's own property, or what a helper is told.
        bool isKnown = model.LookupSymbols(call.SpanStart, name: "training").Any(static symbol => symbol is IPropertySymbol or IParameterSymbol or ILocalSymbol);
        if (!isKnown)
        {
            return null;
        }

        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        bool isByPosition = arguments.Count == 2 && arguments.All(static argument => argument.NameColon is null);
        ArgumentSyntax training = SyntaxFactory.Argument(
            isByPosition ? null : SyntaxFactory.NameColon(SyntaxFactory.IdentifierName("training")).WithTrailingTrivia(SyntaxFactory.Space),
            default,
            SyntaxFactory.IdentifierName("training"));
        IEnumerable<SyntaxToken> separators = arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return root.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments.Append(training), separators)));
    }

    // In front of the outermost loop, unless the module is declared inside.
    private static SyntaxNode? CallEval(SyntaxNode root, InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } member
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return null;
        }

        string name = member.Expression.ToString();
        for (SyntaxNode? at = statement; at is not (null or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); at = at.Parent)
        {
            bool declares = at is BlockSyntax block && block.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(declarator => declarator.Identifier.ValueText == name);
            if (declares)
            {
                break;
            }

            statement = at is StatementSyntax and not BlockSyntax && at.Parent is BlockSyntax or GlobalStatementSyntax ? (StatementSyntax)at : statement;
        }

        if (statement.Parent is not BlockSyntax parent || IsSetBefore(parent, statement, name))
        {
            return null;
        }

        SyntaxTriviaList indentation = [.. statement.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))];
        StatementSyntax eval = SyntaxFactory.ExpressionStatement(SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, member.Expression.WithoutTrivia(), SyntaxFactory.IdentifierName("eval"))))
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(LineEnd(root));
        return root.ReplaceNode(statement, [eval, statement.WithLeadingTrivia(indentation)]);
    }

    // A fix of another call may have set the module already.
    private static bool IsSetBefore(BlockSyntax block, StatementSyntax statement, string name)
    {
        List<string> before = [.. block.Statements.TakeWhile(earlier => earlier != statement).Select(static earlier => earlier.ToString())];
        return before.LastIndexOf(name + ".eval();") > before.FindLastIndex(earlier => earlier.Contains(name + ".train("));
    }

    private static SyntaxTrivia LineEnd(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end : SyntaxFactory.LineFeed;
}
