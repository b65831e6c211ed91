using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Read;

/// <summary>Reads the layer attributes of a network or a block, and the blocks that they name.</summary>
internal static class LayerReader
{
    /// <summary>The layers in source order.</summary>
    /// <param name="symbol">The class that they stand on.</param>
    /// <param name="open">The blocks that are being read, the outermost first: one of them inside itself is not read again.</param>
    /// <param name="faults">Receives what is wrong with arguments and with the choice of blocks.</param>
    /// <param name="isComplete">Whether all could be read: neither the compiler nor the rules of a block object.</param>
    public static List<Layer> Read(
        INamedTypeSymbol symbol, IReadOnlyList<INamedTypeSymbol> open, List<Fault> faults, out bool isComplete)
    {
        isComplete = true;
        var layers = new List<Layer>();
        foreach (AttributeData attribute in NetworkReader.LayerAttributes(symbol))
        {
            int ordinal = layers.Count;
            LayerArguments arguments = LayerArguments.Read(attribute, Title(attribute), FaultPlace.Layer, ordinal, faults);
            if (BlockOf(attribute) is { } block)
            {
                arguments.Block = Block(block, open, ordinal, faults);
                isComplete &= arguments.Block.IsValid;
            }

            isComplete &= !arguments.IsBroken;
            layers.Add(LayerCatalog.Find(attribute.AttributeClass!.Name)!(arguments));
        }

        return layers;
    }

    /// <summary>The type that an attribute names as a block; null for one that names none.</summary>
    public static ITypeSymbol? BlockOf(AttributeData attribute) =>
        attribute.AttributeClass is { TypeArguments: { Length: 1 } arguments } ? arguments[0] : null;

    private static BlockModel Block(ITypeSymbol type, IReadOnlyList<INamedTypeSymbol> open, int ordinal, List<Fault> faults)
    {
        if (type is INamedTypeSymbol block && BlockReader.IsBlock(block))
        {
            return BlockReader.Read(block, open);
        }

        if (type.TypeKind != TypeKind.Error)
        {
            faults.Add(new Fault(
                "DG0014", FaultPlace.Layer, ordinal, string.Empty, $"'{type.Name}' is no block: put [Block] in front of its layers"));
        }

        return BlockModel.Unknown;
    }

    private static string Title(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name;
        return name.Substring(0, name.Length - "Attribute".Length);
    }
}
