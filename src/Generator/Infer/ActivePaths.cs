using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Infer;

/// <summary>
/// Paths from an input to an output, one unit in each layer: how many there are, and which share of them no dropout cuts in
/// a training step, on average. Layers that drop inputs count as any other.
/// </summary>
/// <param name="Count">Number of paths; a double, since deep networks have more than 2^63, and 1e308 where that is not enough.</param>
/// <param name="Share">Product of the shares that each layer leaves: of <c>Dropout</c> its keep probability.</param>
internal readonly record struct ActivePaths(double Count, double Share)
{
    private const double Most = 1e308;

    /// <summary>Number of paths that are active on average: N (1 - p)^L for L dropouts of one rate.</summary>
    public double Active => Count * Share;

    /// <summary>Follows the paths through the layers of a declaration.</summary>
    public static ActivePaths Of(int inputs, IEnumerable<Layer> layers)
    {
        int units = inputs;
        double count = inputs;
        double share = 1;
        foreach (Layer layer in layers)
        {
            switch (layer)
            {
                case DenseLayer dense:
                    units = dense.Units;
                    count = Math.Min(count * units, Most);
                    break;
                case NoiseLayer noise:
                    share *= noise.ActiveShare(units);
                    break;
            }
        }

        return new ActivePaths(count, share);
    }
}
