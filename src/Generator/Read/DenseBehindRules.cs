using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Read;

/// <summary>Refuses a layer that belongs to the Dense right behind it and stands in front of something else (DG0014).</summary>
internal static class DenseBehindRules
{
    public static void Check(List<PlacedLayer> layers, List<Fault> faults)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Layer is DropConnectLayer or ConcreteDropoutLayer && (i + 1 == layers.Count || layers[i + 1].Layer is not DenseLayer))
            {
                string what = i + 1 == layers.Count ? "nothing follows it" : $"{layers[i + 1].Layer.Title} follows it";
                faults.Add(new Fault(
                    "DG0014",
                    FaultPlace.Layer,
                    layers[i].Ordinal,
                    string.Empty,
                    layers[i].Layer is DropConnectLayer
                        ? $"{layers[i].Layer.Title} drops weights of the Dense right behind it, but {what}; put it directly in front of a Dense"
                        : $"ConcreteDropout learns its rate by the weights of the Dense right behind it, but {what}; put it directly in front of a Dense"));
            }
        }
    }
}
