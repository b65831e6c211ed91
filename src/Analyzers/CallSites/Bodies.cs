using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>The body an operation stands in, and the other bodies of its type in the same file.</summary>
internal static class Bodies
{
    /// <summary>The outermost operation around this one.</summary>
    public static IOperation Around(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The method, local function or property accessor around an operation, lambdas not counted.</summary>
    public static IMethodSymbol? Method(IOperation operation, ISymbol owner)
    {
        for (IOperation? at = operation; at is not null; at = at.Parent)
        {
            if (at is ILocalFunctionOperation function)
            {
                return function.Symbol;
            }
        }

        return owner as IMethodSymbol;
    }

    /// <summary>The bodies of all members of the type around an operation that stand in its file.</summary>
    public static IEnumerable<IOperation> OfType(IOperation operation, CancellationToken cancellation)
    {
        if (operation.SemanticModel is not { } model || operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            // Top-level statements are one body.
            yield return Around(operation);
            yield break;
        }

        foreach (MemberDeclarationSyntax member in type.Members.Where(static member => member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax))
        {
            IEnumerable<SyntaxNode> parts = member is BasePropertyDeclarationSyntax { AccessorList: { } accessors } ? accessors.Accessors : [member];
            foreach (SyntaxNode part in parts)
            {
                if (model.GetOperation(part, cancellation) is { } body)
                {
                    yield return body;
                }
            }
        }
    }

    /// <summary>The body of a method of the same type and file.</summary>
    public static IOperation? Of(IMethodSymbol method, IOperation near, CancellationToken cancellation)
    {
        SyntaxReference? declaration = method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault();
        return declaration is not null && declaration.SyntaxTree == near.Syntax.SyntaxTree
            ? near.SemanticModel?.GetOperation(declaration.GetSyntax(cancellation), cancellation)
            : null;
    }

    /// <summary>The calls of a method in its type.</summary>
    public static IEnumerable<IInvocationOperation> Calls(IMethodSymbol method, IOperation near, CancellationToken cancellation) =>
        OfType(near, cancellation).SelectMany(static body => body.DescendantsAndSelf()).OfType<IInvocationOperation>()
            .Where(call => Storage.Same(call.TargetMethod.OriginalDefinition, method.OriginalDefinition));
}
