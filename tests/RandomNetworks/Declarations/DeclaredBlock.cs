using System.Collections.Immutable;
using System.Globalization;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>A block that a network names.</summary>
/// <param name="Name">Of its class.</param>
/// <param name="Layers">No loss among them.</param>
internal sealed record DeclaredBlock(string Name, ImmutableArray<DeclaredLayer> Layers)
{
    private const int MostInside = 2;
    private const string Marginalized = "Marginalized";

    /// <summary>The class as the oracle reads it.</summary>
    public string Source => $"/// <summary>A block.</summary>\n[Block] {Spelling.Write(null, Layers)}\npublic sealed class {Name};\n";

    /// <summary>Puts a block into some networks, behind any of their layers that a product is in front of.</summary>
    public static (ImmutableArray<DeclaredLayer> Layers, ImmutableArray<DeclaredBlock> Blocks) Insert(int seed, ImmutableArray<DeclaredLayer> layers)
    {
        // Apart from the stream that the network was drawn from.
        var random = new Random(seed ^ 0x2b10c);
        int first = layers.ToList().FindIndex(static layer => layer.Outputs is not null);
        if (random.Next(3) > 0 || layers.Any(static layer => layer.Name == "GaussianNegativeLogLikelihood"))
        {
            return (layers, []);
        }

        int[] places = [.. Enumerable.Range(first + 1, layers.Length - first - 1).Where(at => !BelongsTogether(layers, at))];
        if (places.Length == 0)
        {
            return (layers, []);
        }

        int place = places[random.Next(places.Length)];
        int width = layers.Take(place).Select(static layer => layer.Outputs).OfType<int>().Last();
        string name = string.Create(CultureInfo.InvariantCulture, $"Block{seed}");
        if (random.Next(4) == 0)
        {
            var middle = new DeclaredBlock(name + "Inside", Draw(random, width));
            var outer = new DeclaredBlock(name, [.. Some(random, width), Use(random, middle.Name), .. Some(random, width)]);
            return (layers.Insert(place, Use(random, name)), [middle, outer]);
        }

        return (layers.Insert(place, Use(random, name)), [new DeclaredBlock(name, Draw(random, width))]);
    }

    // A layer and the product that it is made for, or a marginalised dropout, the last product and the loss.
    private static bool BelongsTogether(ImmutableArray<DeclaredLayer> layers, int at) =>
        LayerTable.Of(LayerRole.BeforeProduct).Any(entry => entry.Name == layers[at - 1].Name)
        || IsMarginalized(layers[at - 1])
        || (at > 1 && IsMarginalized(layers[at - 2]));

    private static bool IsMarginalized(DeclaredLayer layer) => layer.Arguments.Any(static argument => argument.Name == Marginalized);

    private static DeclaredLayer Use(Random random, string block) => random.Next(4) == 0
        ? LayerTable.Of(LayerRole.Block).Single(static entry => entry.Name == "Repeat").Create(random, 0) with { Block = block }
        : LayerTable.Of(LayerRole.Block).Single(static entry => entry.Name == "Residual").Create(random, 0) with { Block = block };

    // As many values behind as in front. One of them without a product: then it has an activation or a dropout at least.
    private static ImmutableArray<DeclaredLayer> Draw(Random random, int width)
    {
        LayerEntry product = LayerTable.Of(LayerRole.Product).Single();
        int hidden = Sizes.Draw(random);
        return random.Next(5) switch
        {
            0 => [.. Some(random, width), LayerTable.All.Single(static entry => entry.Name == "Tanh").Create(random, width)],
            1 or 2 => [.. Some(random, width), product.Create(random, width), .. Some(random, width)],
            _ => [.. Some(random, width), product.Create(random, hidden), .. Some(random, hidden), product.Create(random, width), .. Some(random, width)],
        };
    }

    private static IEnumerable<DeclaredLayer> Some(Random random, int units)
    {
        LayerEntry[] entries = [.. LayerTable.Of(LayerRole.Between).Where(static entry => !entry.GrowsFast)];
        return Enumerable.Range(0, random.Next(MostInside + 1)).Select(_ => Sampled(LayerTable.Pick(random, entries).Create(random, units))).ToArray();
    }

    // Behind a block there is no loss.
    private static DeclaredLayer Sampled(DeclaredLayer layer) =>
        layer with { Arguments = [.. layer.Arguments.Where(static argument => argument.Name != Marginalized)] };
}
