using DropoutGen.Generator.Infer;
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

        List<Layer> layers = LayerReader.Read(symbol, [], faults, out bool isComplete);
        isBroken |= !isComplete;
        List<PlacedLayer> placed = BlockExpansion.Run(layers);
        bool isInOrder = DeclarationRules.CheckParts(symbol, network, "Network", faults, cancellation);
        if (!isBroken && isInOrder && DeclarationRules.CheckLength(layers, faults))
        {
            DeclarationRules.CheckLayers(type.Name, layers, placed, faults);
            SizeRules.Check(inputs, placed, faults);
        }

        List<string> clashes = MemberRules.Check(symbol, placed, faults);
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

    /// <summary>Whether a type is the library's.</summary>
    public static bool IsOurs(INamedTypeSymbol type) => type.ContainingNamespace is
    {
        Name: LayerCatalog.AttributeNamespace,
        ContainingNamespace.IsGlobalNamespace: true,
    };
}
