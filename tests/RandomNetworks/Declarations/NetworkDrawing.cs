using System.Globalization;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>Draws the layers of a network: products with anything between them, and a loss.</summary>
internal static class NetworkDrawing
{
    private const int MostProducts = 5;
    private const int MostBetween = 3;

    public static IEnumerable<DeclaredLayer> Layers(Random random, int inputs)
    {
        DeclaredLayer[] drawn = [.. Drawn(random, inputs)];
        for (int i = 0; i < drawn.Length; i++)
        {
            yield return drawn[i].Name == "Dropout" ? Marginalized(random, drawn, i) : drawn[i];
        }
    }

    // In front of the last product with a squared loss right behind a dropout may be marginalised, elsewhere not.
    private static DeclaredLayer Marginalized(Random random, DeclaredLayer[] layers, int index)
    {
        DeclaredLayer layer = layers[index];
        bool fits = index == layers.Length - 3 && layers[index + 1].Name == "Dense" && layers[index + 2].Name == "MeanSquaredError"
            && !layer.Arguments.Any(static argument => argument.Name == "Balanced");
        return layer with
        {
            Arguments = fits && random.Next(2) == 0
                ? [.. layer.Arguments.Where(static argument => argument.Name == "rate"), new DeclaredArgument("Marginalized", "true", IsProperty: true)]
                : [.. layer.Arguments.Where(static argument => argument.Name != "Marginalized")],
        };
    }

    private static IEnumerable<DeclaredLayer> Drawn(Random random, int inputs)
    {
        LayerEntry lossEntry = LayerTable.Pick(random, [.. LayerTable.Of(LayerRole.Loss)]);
        LayerEntry[] between = [.. LayerTable.Of(LayerRole.Between).Where(entry => !(lossEntry.Exponentiates && entry.GrowsFast))];
        LayerEntry[] onInputs = [.. between, .. LayerTable.Of(LayerRole.OnInputs)];
        LayerEntry product = LayerTable.Of(LayerRole.Product).Single();
        DeclaredLayer loss = lossEntry.Create(random, 0);

        // Fewer layers are likelier: compiling many takes long.
        int products = 1 + Math.Min(random.Next(MostProducts), random.Next(MostProducts));
        int units = inputs;
        foreach (DeclaredLayer layer in random.Next(3) == 0 ? Fitting(Between(random, onInputs, units)) : [])
        {
            yield return layer;
        }

        for (int i = 0; i < products; i++)
        {
            bool isLast = i == products - 1;
            units = isLast ? Sizes.RoundUp(Sizes.Draw(random), lossEntry.OutputMultiple(loss)) : Sizes.Draw(random);
            foreach (DeclaredLayer layer in random.Next(6) == 0 ? Fitting([LayerTable.Pick(random, [.. LayerTable.Of(LayerRole.BeforeProduct)]).Create(random, units)]) : [])
            {
                yield return layer;
            }

            yield return product.Create(random, units);

            // The usual network has nothing between its last product and its loss.
            foreach (DeclaredLayer layer in isLast && random.Next(4) > 0 ? [] : Fitting(Between(random, between, units)))
            {
                yield return layer;
            }
        }

        yield return loss;

        IEnumerable<DeclaredLayer> Fitting(IEnumerable<DeclaredLayer> layers) => layers.Where(layer => !(lossEntry.Exponentiates && Magnifies(layer)));
    }

    // What is kept of a thousand values is a thousand times as large: an exponential of that is no number to compare.
    private static bool Magnifies(DeclaredLayer layer) => layer.Arguments.Any(static argument =>
        argument.Name is "rate" or "DropPath" && double.Parse(argument.Value, CultureInfo.InvariantCulture) > 0.99);

    // Often an activation and a dropout; sometimes nothing; sometimes anything in any order.
    private static IEnumerable<DeclaredLayer> Between(Random random, LayerEntry[] entries, int units)
    {
        switch (random.Next(4))
        {
            case 0:
                yield return LayerTable.Pick(random, [.. entries.Where(static entry => !entry.IsDropout)]).Create(random, units);
                break;
            case 1 or 2:
                yield return LayerTable.Pick(random, [.. entries.Where(static entry => !entry.IsDropout)]).Create(random, units);
                yield return LayerTable.Pick(random, [.. entries.Where(static entry => entry.IsDropout)]).Create(random, units);
                break;
            default:
                for (int count = random.Next(MostBetween + 1); count > 0; count--)
                {
                    yield return LayerTable.Pick(random, entries).Create(random, units);
                }

                break;
        }
    }
}
