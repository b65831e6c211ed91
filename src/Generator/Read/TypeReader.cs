using System.Globalization;
using DropoutGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Generator.Read;

/// <summary>Reads where a class stands, and whether it is of a kind that can be a network (DG0001, DG0002).</summary>
internal static class TypeReader
{
    public static TypeModel Read(INamedTypeSymbol symbol, List<Fault> faults, CancellationToken cancellation)
    {
        // A kind that cannot be a network does not become one by being partial: one fault, the one to mend.
        var notPartial = new List<Fault>();
        bool canAttach = CheckPartial(symbol, notPartial, cancellation);
        string? refusal = Refusal(symbol, cancellation);
        if (refusal is null)
        {
            faults.AddRange(notPartial);
        }
        else
        {
            faults.Add(new Fault("DG0002", FaultPlace.Type, -1, string.Empty, $"'{symbol.Name}' cannot be a network: {refusal}"));
            canAttach &= symbol.TypeKind == TypeKind.Class && !symbol.IsRecord && !symbol.IsStatic && !symbol.IsFileLocal && !IsGeneric(symbol);
        }

        var containers = new List<string>();
        for (INamedTypeSymbol? container = symbol.ContainingType; container is not null; container = container.ContainingType)
        {
            containers.Insert(0, $"partial {Keyword(container)} {Escaped(container.Name)}");
        }

        string ns = symbol.ContainingNamespace.IsGlobalNamespace
            ? string.Empty
            : symbol.ContainingNamespace.ToDisplayString(s_namespaceFormat);
        return new TypeModel(ns, containers.ToEquatableArray(), Escaped(symbol.Name), HintName(symbol), canAttach, ConstructorRules.StubInitializer(symbol, cancellation));
    }

    // Keywords as names (a namespace called @class) need their escape.
    private static readonly SymbolDisplayFormat s_namespaceFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static bool CheckPartial(INamedTypeSymbol symbol, List<Fault> faults, CancellationToken cancellation)
    {
        bool partial = true;
        int depth = -1;
        for (INamedTypeSymbol? type = symbol; type is not null; type = type.ContainingType, depth++)
        {
            // One part that says so is enough here: about the others the compiler complains itself. The Program class of
            // top-level statements has a part without a declaration, and is partial.
            bool isPartial = type.DeclaringSyntaxReferences
                .Select(reference => reference.GetSyntax(cancellation))
                .Any(static syntax => syntax is not TypeDeclarationSyntax declaration
                    || declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
            if (isPartial)
            {
                continue;
            }

            partial = false;
            faults.Add(depth < 0
                ? new Fault("DG0001", FaultPlace.Type, -1, string.Empty, $"'{symbol.Name}' must be partial: its network is generated into it")
                : new Fault("DG0001", FaultPlace.Container, depth, string.Empty, $"'{type.Name}' must be partial: the network '{symbol.Name}' is generated inside it"));
        }

        return partial;
    }

    private static string? Refusal(INamedTypeSymbol symbol, CancellationToken cancellation)
    {
        if (symbol.IsRecord)
        {
            return "it is a record, whose equality compares members; a network is a plain class";
        }

        if (symbol.TypeKind != TypeKind.Class)
        {
            return "it is a struct; a network is a class";
        }

        if (symbol.IsStatic)
        {
            return "it is static; a network holds its parameters in instances";
        }

        if (symbol.IsAbstract)
        {
            return "it is abstract; the generated code makes instances of it";
        }

        if (symbol.IsFileLocal)
        {
            return "it is file-local; generated code stands in another file";
        }

        if (symbol.IsGenericType)
        {
            return "it is generic; a network's code is for fixed shapes";
        }

        for (INamedTypeSymbol? container = symbol.ContainingType; container is not null; container = container.ContainingType)
        {
            if (container.IsGenericType)
            {
                return $"it is inside the generic type '{container.Name}'";
            }

            if (container.IsFileLocal)
            {
                return $"it is inside the file-local type '{container.Name}'; generated code stands in another file";
            }
        }

        return ConstructorRules.Refusal(symbol, cancellation);
    }

    private static bool IsGeneric(INamedTypeSymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType || type.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    // File names are compared without case on some systems, so the case goes into a hash.
    private static string HintName(INamedTypeSymbol symbol)
    {
        string full = symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        var name = new System.Text.StringBuilder();
        uint hash = 2166136261;
        foreach (char character in full)
        {
            bool isPlain = character < 128 && (char.IsLetterOrDigit(character) || character == '.');
            name.Append(isPlain ? character : '_');
            hash = unchecked((hash ^ character) * 16777619);
        }

        return name.Append('.').Append(hash.ToString("x8", CultureInfo.InvariantCulture)).ToString();
    }
}
