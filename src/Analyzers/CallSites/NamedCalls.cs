using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>
/// Calls of certain names. The name is looked at before anything else: asking for the operations of every call would
/// cost a compiler several times as much as all rules together.
/// </summary>
internal static class NamedCalls
{
    /// <summary>Hands each call of one of the names, as an operation, to an action.</summary>
    public static void Register(CompilationStartAnalysisContext start, ISet<string> names, Action<SyntaxNodeAnalysisContext, IInvocationOperation> action) =>
        start.RegisterSyntaxNodeAction(
            context =>
            {
                if (names.Contains(NameOf(((InvocationExpressionSyntax)context.Node).Expression))
                    && context.SemanticModel.GetOperation(context.Node, context.CancellationToken) is IInvocationOperation call)
                {
                    action(context, call);
                }
            },
            SyntaxKind.InvocationExpression);

    /// <summary>The last name of what is called, or of a type.</summary>
    public static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax name => name.Right.Identifier.ValueText,
        _ => string.Empty,
    };
}
