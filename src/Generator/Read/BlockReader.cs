using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Read;

/// <summary>Reads blocks. What is wrong inside one is said at the block, by an analyzer, and makes what uses it invalid.</summary>
internal static class BlockReader
{
    /// <summary>Whether a class is declared a block.</summary>
    public static bool IsBlock(INamedTypeSymbol type) => type.GetAttributes().Any(IsBlock);

    /// <summary>Whether an attribute is <c>[Block]</c>.</summary>
    public static bool IsBlock(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "BlockAttribute" } type && NetworkReader.IsOurs(type);

    /// <summary>A block, with the blocks inside.</summary>
    /// <param name="symbol">The class.</param>
    /// <param name="open">The blocks around it.</param>
    public static BlockModel Read(INamedTypeSymbol symbol, IReadOnlyList<INamedTypeSymbol> open)
    {
        if (open.Contains(symbol, SymbolEqualityComparer.Default))
        {
            return BlockModel.Unknown;
        }

        var faults = new List<Fault>();
        (List<Layer> layers, bool isComplete) = Read(symbol, open, faults, CancellationToken.None);
        return new BlockModel(symbol.Name, layers.ToEquatableArray(), isComplete && faults.Count == 0);
    }

    /// <summary>What is wrong with a block itself.</summary>
    public static List<Fault> Faults(INamedTypeSymbol symbol, CancellationToken cancellation)
    {
        var faults = new List<Fault>();
        Read(symbol, [], faults, cancellation);
        if (BlockCycle.Find(symbol) is { } cycle)
        {
            faults.Add(new Fault(
                "DG0012",
                FaultPlace.Layer,
                cycle.Ordinal,
                string.Empty,
                $"Block '{symbol.Name}' contains itself: {string.Join(" -> ", cycle.Names)}"));
        }

        return faults;
    }

    private static (List<Layer> Layers, bool IsComplete) Read(
        INamedTypeSymbol symbol, IReadOnlyList<INamedTypeSymbol> open, List<Fault> faults, CancellationToken cancellation)
    {
        AttributeData home = symbol.GetAttributes().First(IsBlock);
        List<Layer> layers = LayerReader.Read(symbol, [.. open, symbol], faults, out bool isComplete);
        bool isInOrder = DeclarationRules.CheckParts(symbol, home, "Block", faults, cancellation);
        if (isInOrder)
        {
            DeclarationRules.CheckBlock(symbol, layers, faults);
        }

        return (layers, isComplete && isInOrder);
    }
}
