using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Read;

/// <summary>Refuses a marginalised dropout where its closed form does not hold (DG0015).</summary>
internal static class MarginalizedRules
{
    public static void Check(List<PlacedLayer> layers, List<Fault> faults)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Layer is DropoutLayer { Marginalized: true } dropout && Reason(layers, i, dropout) is { } reason)
            {
                faults.Add(new Fault(
                    "DG0015",
                    FaultPlace.Layer,
                    layers[i].Ordinal,
                    string.Empty,
                    $"The expected loss over the masks of {dropout.Title} has no closed form here: {reason}"));
            }
        }
    }

    // The expected squared error of a linear function of independent masks.
    private static string? Reason(List<PlacedLayer> layers, int at, DropoutLayer dropout)
    {
        Layer? behind = at + 1 < layers.Count ? layers[at + 1].Layer : null;
        Layer? loss = at + 2 < layers.Count ? layers[at + 2].Layer : null;
        return behind is not DenseLayer
                ? $"{behind?.Title ?? "nothing"} follows it; put it in front of the last Dense"
            : loss is not MeanSquaredErrorLayer
                ? $"{loss?.Title ?? "nothing"} follows {behind.Title}; it needs MeanSquaredError there"
            : dropout.Scaling != DropoutScaling.Inverted
                ? $"its scaling is {dropout.Scaling}; it needs Inverted"
            : dropout.Balanced
                ? "its masks are balanced, so that units are not dropped independently"
            : dropout.RowsPerMask > 1
                ? "RowsPerMask has no meaning, since training draws no masks"
            : null;
    }
}
