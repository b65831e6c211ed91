using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Read;

/// <summary>A way from a block back to itself.</summary>
/// <param name="Ordinal">Index of the block's attribute that starts it.</param>
/// <param name="Names">The blocks on it, from the block to itself.</param>
internal sealed record BlockCycle(int Ordinal, IReadOnlyList<string> Names)
{
    /// <summary>The cycle that is to be reported at a block: each at one of its blocks, the first by name.</summary>
    public static BlockCycle? Find(INamedTypeSymbol block)
    {
        var way = new List<INamedTypeSymbol> { block };
        int ordinal = 0;
        foreach (AttributeData attribute in NetworkReader.LayerAttributes(block))
        {
            if (Next(attribute) is { } next && Leads(next, block, way, new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default)))
            {
                return way.All(other => string.CompareOrdinal(block.ToDisplayString(), other.ToDisplayString()) <= 0)
                    ? new BlockCycle(ordinal, [.. way.Select(static member => member.Name), block.Name])
                    : null;
            }

            ordinal++;
        }

        return null;
    }

    private static bool Leads(INamedTypeSymbol from, INamedTypeSymbol to, List<INamedTypeSymbol> way, HashSet<INamedTypeSymbol> seen)
    {
        if (SymbolEqualityComparer.Default.Equals(from, to))
        {
            return true;
        }

        if (!seen.Add(from))
        {
            return false;
        }

        way.Add(from);
        if (NetworkReader.LayerAttributes(from).Any(attribute => Next(attribute) is { } next && Leads(next, to, way, seen)))
        {
            return true;
        }

        way.RemoveAt(way.Count - 1);
        return false;
    }

    private static INamedTypeSymbol? Next(AttributeData attribute) =>
        LayerReader.BlockOf(attribute) is INamedTypeSymbol type && BlockReader.IsBlock(type) ? type : null;
}
