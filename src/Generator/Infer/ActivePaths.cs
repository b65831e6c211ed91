using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Infer;

/// <summary>
/// Paths from an input to an output, one unit in each layer: how many there are, and which share of them no dropout cuts in
/// a training step, on average. Layers that drop inputs count as any other. A residual branch adds its paths to those round it.
/// </summary>
/// <param name="Count">Number of paths; a double, since deep networks have more than 2^63, and 1e308 where that is not enough.</param>
/// <param name="Share">
/// Product of the shares that each layer leaves: of <c>Dropout</c> its keep probability. Behind a residual branch the mean of
/// both roads' shares, weighted by their paths.
/// </param>
internal readonly record struct ActivePaths(double Count, double Share)
{
    private const double Most = 1e308;

    /// <summary>Number of paths that are active on average: N (1 - p)^L for L dropouts of one rate.</summary>
    public double Active => Count * Share;

    /// <summary>Follows the paths through layers with blocks written out.</summary>
    public static ActivePaths Of(int inputs, IEnumerable<Layer> layers)
    {
        int units = inputs;
        var paths = new ActivePaths(inputs, 1);
        var starts = new Stack<ActivePaths>();
        foreach (Layer layer in layers)
        {
            switch (layer)
            {
                case DenseLayer dense:
                    units = dense.Units;
                    paths = paths with { Count = Math.Min(paths.Count * units, Most) };
                    break;
                case NoiseLayer noise:
                    paths = paths with { Share = paths.Share * noise.ActiveShare(units) };
                    break;
                case ResidualStartLayer:
                    starts.Push(paths);
                    break;
                case ResidualAddLayer:
                    paths = paths.Plus(starts.Pop());
                    break;
            }
        }

        return paths;
    }

    private ActivePaths Plus(ActivePaths other)
    {
        double weight = 1 / (1 + (other.Count / Count));
        return new ActivePaths(Math.Min(Count + other.Count, Most), (weight * Share) + ((1 - weight) * other.Share));
    }
}
