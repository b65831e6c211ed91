using System.Globalization;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Infer;

/// <summary>Writes out the blocks of a declaration: one list of layers, each with its path.</summary>
internal static class BlockExpansion
{
    /// <summary>The most layers of a network.</summary>
    public const int MaximumLayers = 4096;

    /// <summary>The layers with all blocks written out; cut off where there are more than <see cref="MaximumLayers"/>.</summary>
    public static List<PlacedLayer> Run(IEnumerable<Layer> layers)
    {
        var placed = new List<PlacedLayer>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int ordinal = 0;
        foreach (Layer layer in layers)
        {
            Add(placed, counts, layer, string.Empty, string.Empty, ordinal++);
        }

        return placed;
    }

    /// <summary>Layers that one is written out to; as many as can be counted if there are more.</summary>
    public static long Count(Layer layer) => layer is not BlockLayer block
        ? 1
        : Math.Min(block.Count * Math.Min(block.Repetition(0).Sum(Count), int.MaxValue), int.MaxValue);

    private static void Add(List<PlacedLayer> placed, Dictionary<string, int> counts, Layer layer, string path, string stem, int ordinal)
    {
        if (placed.Count >= MaximumLayers)
        {
            return;
        }

        string name = path + layer.Name.ToLowerInvariant();
        string identifier = stem + layer.Name;
        if (layer is ResidualStartLayer or ResidualAddLayer)
        {
            placed.Add(new PlacedLayer(layer, name, identifier, ordinal));
            return;
        }

        counts.TryGetValue(layer.Name, out int number);
        counts[layer.Name] = number + 1;
        name += number.ToString(CultureInfo.InvariantCulture);
        identifier += number.ToString(CultureInfo.InvariantCulture);
        if (layer is not BlockLayer block)
        {
            placed.Add(new PlacedLayer(layer, name, identifier, ordinal));
            return;
        }

        for (int i = 0; i < block.Count && placed.Count < MaximumLayers; i++)
        {
            string index = i.ToString(CultureInfo.InvariantCulture);
            var inner = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (Layer repeated in block.Repetition(i))
            {
                Add(placed, inner, repeated, $"{name}.{index}.", $"{identifier}_{index}_", ordinal);
            }
        }
    }
}
