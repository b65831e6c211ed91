namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>
/// Mean and variance of a small network's logits over all masks of all its dropouts, one after the other, in double precision.
/// Standard and feature dropout, dropped branches, Dense, Relu, Tanh, residual branches, LayerNorm and BatchNorm by its running statistics.
/// </summary>
internal static class MaskEnumeration
{
    public static (double[] Mean, double[] Variance) Of<TNetwork>(TNetwork network, float[] row)
        where TNetwork : class, INetwork<TNetwork>
    {
        var mean = new double[TNetwork.Definition.Outputs];
        var squares = new double[mean.Length];
        Visit(network, 0, Array.ConvertAll(row, static value => (double)value), [], 1, (probability, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                mean[i] += probability * values[i];
                squares[i] += probability * values[i] * values[i];
            }
        });
        return (mean, [.. squares.Zip(mean, static (square, m) => square - (m * m))]);
    }

    // What goes round branches, the innermost last.
    private static void Visit<TNetwork>(
        TNetwork network, int layer, double[] values, double[][] skips, double probability, Action<double, double[]> onOutputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (layer == TNetwork.Definition.Layers.Length)
        {
            onOutputs(probability, values);
            return;
        }

        LayerDefinition definition = TNetwork.Definition.Layers[layer];
        if (definition.Dropout >= 0)
        {
            VisitMasks(network.Dropouts[definition.Dropout], values, (chance, masked) =>
                Visit(network, layer + 1, masked, skips, probability * chance, onOutputs));
            return;
        }

        double[] given = definition.Kind switch
        {
            "ResidualStart" => values,
            "ResidualAdd" => [.. values.Zip(skips[^1], static (inside, around) => inside + around)],
            "LayerNorm" => LayerNormalized(network, definition, values),
            "Dense" => Product(network, definition, values),
            "Relu" => Array.ConvertAll(values, static value => Math.Max(value, 0)),
            "BatchNorm" => Normalized(network, definition, values),
            "Tanh" => Array.ConvertAll(values, Math.Tanh),
            _ => throw new NotSupportedException(definition.Kind),
        };
        Visit(network, layer + 1, given, Skips(definition, values, skips), probability, onOutputs);
    }

    private static double[][] Skips(LayerDefinition layer, double[] values, double[][] skips) => layer.Kind switch
    {
        "ResidualStart" => [.. skips, values],
        "ResidualAdd" => skips[..^1],
        _ => skips,
    };

    private static void VisitMasks(DropoutState dropout, double[] values, Action<double, double[]> onMasked)
    {
        double q = dropout.EffectiveKeepProbability;
        double scale = dropout.Definition.Scaling == DropoutScaling.Inverted ? 1 / q : 1;
        int[][] units = dropout.Definition.Kind switch
        {
            DropoutKind.Feature => [.. dropout.Definition.Features.Select(static feature => feature.Columns.ToArray())],
            DropoutKind.Path => [[.. Enumerable.Range(0, values.Length)]],
            _ => [.. Enumerable.Range(0, values.Length).Select(static unit => new[] { unit })],
        };
        for (int mask = 0; mask < 1 << units.Length; mask++)
        {
            double chance = 1;
            double[] masked = [.. values];
            for (int unit = 0; unit < units.Length; unit++)
            {
                bool kept = (mask >> unit & 1) == 1;
                chance *= kept ? q : 1 - q;
                foreach (int column in units[unit])
                {
                    masked[column] *= kept ? scale : 0;
                }
            }

            onMasked(chance, masked);
        }
    }

    private static double[] Product<TNetwork>(TNetwork network, LayerDefinition layer, double[] values)
        where TNetwork : class, INetwork<TNetwork>
    {
        ParameterView weight = network.Parameters[layer.Parameters[0]];
        ParameterView? bias = layer.Parameters.Length > 1 ? network.Parameters[layer.Parameters[1]] : null;
        return [.. Enumerable.Range(0, layer.Units).Select(unit =>
            (bias?[unit] ?? 0) + values.Select((value, input) => value * weight[unit, input]).Sum())];
    }

    private static double[] LayerNormalized<TNetwork>(TNetwork network, LayerDefinition layer, double[] values)
        where TNetwork : class, INetwork<TNetwork>
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + layer.Argument("Epsilon"));
        return [.. values.Select((value, unit) =>
            ((value - mean) / deviation * network.Parameters[layer.Parameters[0]][unit]) + network.Parameters[layer.Parameters[1]][unit])];
    }

    private static double[] Normalized<TNetwork>(TNetwork network, LayerDefinition layer, double[] values)
        where TNetwork : class, INetwork<TNetwork>
    {
        ParameterView mean = network.RunningStatistics[layer.Name + ".running_mean"];
        ParameterView variance = network.RunningStatistics[layer.Name + ".running_var"];
        return [.. values.Select((value, unit) =>
            ((value - mean[unit]) / Math.Sqrt(variance[unit] + 1e-5) * network.Parameters[layer.Parameters[0]][unit])
            + network.Parameters[layer.Parameters[1]][unit])];
    }
}
