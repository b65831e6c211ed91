using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Read;

/// <summary>Refuses a layer that belongs to the Dense right behind it and stands in front of something else (DG0014).</summary>
internal static class DenseBehindRules
{
    public static void Check(List<Layer> layers, List<Fault> faults)
    {
        for (int ordinal = 0; ordinal < layers.Count; ordinal++)
        {
            if (layers[ordinal] is DropConnectLayer or ConcreteDropoutLayer && (ordinal + 1 == layers.Count || layers[ordinal + 1] is not DenseLayer))
            {
                string what = ordinal + 1 == layers.Count ? "nothing follows it" : $"{layers[ordinal + 1].Title} follows it";
                faults.Add(new Fault(
                    "DG0014",
                    FaultPlace.Layer,
                    ordinal,
                    string.Empty,
                    layers[ordinal] is DropConnectLayer
                        ? $"{layers[ordinal].Title} drops weights of the Dense right behind it, but {what}; put it directly in front of a Dense"
                        : $"ConcreteDropout learns its rate by the weights of the Dense right behind it, but {what}; put it directly in front of a Dense"));
            }
        }
    }
}
