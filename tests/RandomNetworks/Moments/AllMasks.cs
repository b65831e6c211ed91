using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Moments;

/// <summary>Mean and variance of the oracle's logits over every mask of every dropout, in double precision.</summary>
internal static class AllMasks
{
    public static (double[] Mean, double[] Variance) Of(OracleNetwork oracle, NetworkDefinition definition, float[] row)
    {
        (int Site, int Row, int Unit)[] bits = [.. Bits(definition)];
        Dictionary<(int, int, int), int> places = bits.Select(static (bit, index) => (bit, index)).ToDictionary(static entry => entry.bit, static entry => entry.index);
        double Keep(int site) => oracle.Sites[site].KeepProbability;
        var inputs = Matrix.FromRows(row, row.Length);
        var probabilities = new double[1 << bits.Length];
        var logits = new double[probabilities.Length][];
        for (int mask = 0; mask < probabilities.Length; mask++)
        {
            bool Kept(int site, int masked, int unit) => (mask >> places[(site, masked, unit)] & 1) == 1;
            probabilities[mask] = bits.Aggregate(1.0, (product, bit) => product * (Kept(bit.Site, bit.Row, bit.Unit) ? Keep(bit.Site) : 1 - Keep(bit.Site)));
            logits[mask] = oracle.Forward(inputs, OracleMode.Sampling, MaskSource.From(Kept, Keep)).Logits.Values;
        }

        double[] mean = [.. Enumerable.Range(0, oracle.Outputs).Select(i => logits.Zip(probabilities, (values, p) => p * values[i]).Sum())];
        return (mean, [.. mean.Select((m, i) => logits.Zip(probabilities, (values, p) => p * (values[i] - m) * (values[i] - m)).Sum())]);
    }

    // Of a weight the rows are its inputs, as the oracle asks for them.
    private static IEnumerable<(int Site, int Row, int Unit)> Bits(NetworkDefinition definition) =>
        definition.Layers.SelectMany((layer, place) =>
            layer.Dropout < 0 ? []
            : layer.Kind == "DropConnect"
                ? from input in Enumerable.Range(0, layer.Units)
                  from unit in Enumerable.Range(0, definition.Layers[place + 1].Units)
                  select (layer.Dropout, input, unit)
                : Enumerable.Range(0, layer.Kind == "DropPath" ? 1 : layer.Units).Select(unit => (layer.Dropout, 0, unit)));
}
