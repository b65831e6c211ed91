using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Generator.Read;

/// <summary>Whether a constructor that takes a seed can be added to a class (DG0002), and how a stub adds one all the same.</summary>
internal static class ConstructorRules
{
    public static string? Refusal(INamedTypeSymbol symbol, CancellationToken cancellation)
    {
        if (PrimaryConstructor(symbol, cancellation) is not null)
        {
            return "it has a primary constructor, which the generated constructor could not call";
        }

        if (BaseWithoutDefaultConstructor(symbol) is { } parent)
        {
            return $"its base class '{parent.Name}' has no constructor without parameters";
        }

        return RequiredMember(symbol) is { } required
            ? $"its member '{required.Name}' is required, which the generated Load could not set"
            : null;
    }

    /// <summary>Calls whatever constructor there is, with values that nobody will see: the stub's constructor throws.</summary>
    public static string StubInitializer(INamedTypeSymbol symbol, CancellationToken cancellation)
    {
        if (PrimaryConstructor(symbol, cancellation) is { } primary)
        {
            return $" : this({Arguments(primary)})";
        }

        if (BaseWithoutDefaultConstructor(symbol) is not { } parent)
        {
            return string.Empty;
        }

        if (parent.GetAttributes().Any(NetworkReader.IsNetwork))
        {
            return " : base(default(ulong))";
        }

        IMethodSymbol? constructor = parent.InstanceConstructors
            .Where(candidate => IsAccessible(candidate, symbol) && candidate.Parameters.Length > 0)
            .OrderBy(static candidate => candidate.Parameters.Length)
            .FirstOrDefault();
        return constructor is null ? string.Empty : $" : base({Arguments(constructor)})";
    }

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol symbol, CancellationToken cancellation) =>
        symbol.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is ClassDeclarationSyntax));

    private static INamedTypeSymbol? BaseWithoutDefaultConstructor(INamedTypeSymbol symbol) =>
        symbol.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent
        && !parent.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Length == 0 && IsAccessible(constructor, symbol) && !IsReplaced(constructor))
            ? parent
            : null;

    // The constructor that the compiler adds to a network goes when the generated one comes.
    private static bool IsReplaced(IMethodSymbol constructor) =>
        constructor.IsImplicitlyDeclared && constructor.ContainingType.GetAttributes().Any(NetworkReader.IsNetwork);

    private static bool IsAccessible(IMethodSymbol constructor, INamedTypeSymbol from) =>
        constructor.DeclaredAccessibility is not Accessibility.Private
        && (constructor.DeclaredAccessibility is not (Accessibility.Internal or Accessibility.ProtectedAndInternal)
            || SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, from.ContainingAssembly));

    private static ISymbol? RequiredMember(INamedTypeSymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol; type is not null; type = type.BaseType)
        {
            if (type.GetMembers().FirstOrDefault(static member =>
                member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } required)
            {
                return required;
            }
        }

        return null;
    }

    private static string Arguments(IMethodSymbol constructor) => string.Join(", ", constructor.Parameters.Select(static parameter =>
    {
        string type = parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return parameter.RefKind switch
        {
            RefKind.None => $"default({type})!",
            RefKind.Out => $"out global::System.Runtime.CompilerServices.Unsafe.NullRef<{type}>()",
            RefKind.Ref => $"ref global::System.Runtime.CompilerServices.Unsafe.NullRef<{type}>()",
            _ => $"in global::System.Runtime.CompilerServices.Unsafe.NullRef<{type}>()",
        };
    }));
}
