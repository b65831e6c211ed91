using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Generator.Read;

/// <summary>Reads a declared class into an equatable model: the only place where the road touches symbols.</summary>
internal static class NetworkReader
{
    public const string NetworkAttribute = "DropoutGen.NetworkAttribute";

    private const int MaximumInputs = 65536;

    public static NetworkModel Read(INamedTypeSymbol symbol, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var faults = new List<Fault>();
        TypeModel type = TypeReader.Read(symbol, faults, cancellation);
        AttributeData network = symbol.GetAttributes().First(IsNetwork);
        LayerArguments networkArguments = LayerArguments.Read(network, "Network", FaultPlace.Network, -1, faults);

        // An attribute that the compiler does not know may be the layer that seems to be missing.
        bool isBroken = networkArguments.IsBroken
            || symbol.GetAttributes().Any(static attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error });
        int inputs = isBroken ? 1 : networkArguments.Integer("inputs", 1, MaximumInputs);

        var layers = new List<Layer>();
        int ordinal = 0;
        foreach (AttributeData attribute in LayerAttributes(symbol))
        {
            Func<LayerArguments, Layer> reader = LayerCatalog.Find(attribute.AttributeClass!.Name)!;
            string title = attribute.AttributeClass.Name;
            title = title.Substring(0, title.Length - "Attribute".Length);
            LayerArguments arguments = LayerArguments.Read(attribute, title, FaultPlace.Layer, ordinal++, faults);
            isBroken |= arguments.IsBroken;
            layers.Add(reader(arguments));
        }

        bool isInOrder = DeclarationRules.CheckParts(symbol, network, faults, cancellation);
        if (!isBroken && isInOrder)
        {
            DeclarationRules.CheckLayers(type.Name, layers, faults);
            SizeRules.Check(inputs, layers, faults);
        }

        List<string> clashes = MemberRules.Check(symbol, layers, faults);
        return new NetworkModel(
            type, inputs, layers.ToEquatableArray(), faults.ToEquatableArray(), clashes.ToEquatableArray(), isBroken);
    }

    /// <summary>The class's layer attributes in source order.</summary>
    public static IEnumerable<AttributeData> LayerAttributes(INamedTypeSymbol symbol) =>
        symbol.GetAttributes().Where(static attribute =>
            attribute.AttributeClass is { BaseType: { Name: "LayerAttribute" } layer } type
            && IsOurs(layer)
            && IsOurs(type)
            && LayerCatalog.Find(type.Name) is not null);

    /// <summary>Whether an attribute is <c>[Network]</c>.</summary>
    public static bool IsNetwork(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "NetworkAttribute" } type && IsOurs(type);

    /// <summary>The type declaration that an attribute stands on.</summary>
    public static TypeDeclarationSyntax? DeclarationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static bool IsOurs(INamedTypeSymbol type) => type.ContainingNamespace is
    {
        Name: LayerCatalog.AttributeNamespace,
        ContainingNamespace.IsGlobalNamespace: true,
    };
}
