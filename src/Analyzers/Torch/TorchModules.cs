using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.Torch;

/// <summary>TorchSharp's modules and functions, by name: the library is not referenced here.</summary>
internal static class TorchModules
{
    /// <summary>One of torch.nn.functional's dropouts, all of which have a parameter <c>training</c>.</summary>
    public static bool IsFunctionalDropout(IMethodSymbol method) => IsDropoutName(method.Name) && method.IsStatic
        && method.ContainingType is { Name: "functional", ContainingType: { Name: "nn", ContainingType.Name: "torch" } };

    public static bool IsModule(ITypeSymbol? type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at is { Name: "Module", ContainingType: { Name: "nn", ContainingType.Name: "torch" } })
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsForward(IInvocationOperation call) =>
        call.TargetMethod.Name is "forward" or "call" or "Forward" && call.Instance is { Type: { } type } && IsModule(type);

    /// <summary><c>eval()</c> or <c>train(false)</c>.</summary>
    public static bool IsEval(IInvocationOperation call) => IsModule(call.Instance?.Type) && (call.TargetMethod.Name == "eval"
        || (call.TargetMethod.Name == "train" && call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: false })));

    /// <summary><c>train()</c>, or <c>train(on)</c> for anything but false.</summary>
    public static bool IsTrain(IInvocationOperation call) => IsModule(call.Instance?.Type) && call.TargetMethod.Name == "train" && !IsEval(call);

    public static bool IsBackward(IInvocationOperation call) => call.TargetMethod is { Name: "backward", ContainingType.Name: "Tensor" };

    /// <summary>Whether the declaration of a module's type, or of the types of its fields, speaks of dropout.</summary>
    public static bool HasDropout(ITypeSymbol? type, CancellationToken cancellation, int depth = 0)
    {
        if (type is not INamedTypeSymbol named || depth > 3 || !IsModule(named))
        {
            return false;
        }

        return IsDropoutName(named.Name)
            || named.DeclaringSyntaxReferences.Any(reference => SpeaksOfDropout(reference.GetSyntax(cancellation)))
            || named.GetMembers().OfType<IFieldSymbol>().Any(field => !SymbolEqualityComparer.Default.Equals(field.Type, named) && HasDropout(field.Type, cancellation, depth + 1));
    }

    /// <summary>Whether code calls or makes a dropout.</summary>
    public static bool SpeaksOfDropout(SyntaxNode syntax) =>
        syntax.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && IsDropoutName(token.ValueText));

    private static bool IsDropoutName(string name) => name is "Dropout" or "Dropout1d" or "Dropout2d" or "Dropout3d" or "AlphaDropout" or "FeatureAlphaDropout"
        or "dropout" or "dropout1d" or "dropout2d" or "dropout3d" or "alpha_dropout" or "feature_alpha_dropout";
}
