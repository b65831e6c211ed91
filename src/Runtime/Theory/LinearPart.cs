using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>What the declared layers say about where a network is linear, and so about which closed forms apply.</summary>
internal static class LinearPart
{
    /// <summary>
    /// Whether all layers from the first dropout on keep expectations: dense ones, sums of residual branches, and dropouts that scale. Then the expected
    /// output is the deterministic one.
    /// </summary>
    public static bool KeepsExpectation(NetworkDefinition definition) => definition.Layers
        .SkipWhile(static layer => layer.Dropout < 0)
        .All(layer => layer.Kind is "Dense" or "ResidualStart" or "ResidualAdd"
            || (layer.Dropout >= 0
                && definition.Dropouts[layer.Dropout] is { Kind: not DropoutKind.Alpha, Scaling: not DropoutScaling.None }));

    /// <summary>
    /// Variances over masks of a dropout in front of one dense layer, rows x units; null for a network with other layers.
    /// </summary>
    /// <param name="state">What the network holds.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="isSquared">Whether a <c>Square</c> follows.</param>
    public static double[]? Variances(NetworkState state, ReadOnlySpan<float> inputs, bool isSquared = false)
    {
        NetworkDefinition definition = state.Definition;
        if (!IsDropoutBeforeDense(definition, isSquared))
        {
            return null;
        }

        int columns = definition.Inputs;
        float[] weights = state.Parameters[0].ToArray();
        var variances = new double[inputs.Length / columns * definition.Outputs];
        for (int i = 0; i < variances.Length; i++)
        {
            variances[i] = LinearDropout.OutputVariance(
                weights.AsSpan(i % definition.Outputs * columns, columns),
                inputs.Slice(i / definition.Outputs * columns, columns),
                state.Dropouts[0].EffectiveKeepProbability,
                definition.Dropouts[0].Scaling);
        }

        return variances;
    }

    /// <summary>Whether the layers are a dropout that treats each input by itself, and a dense one.</summary>
    public static bool IsDropoutBeforeDense(NetworkDefinition definition, bool isSquared = false) =>
        definition.Layers.Select(static layer => layer.Kind) is var kinds
        && kinds.Skip(1).SequenceEqual(isSquared ? ["Dense", "Square"] : (string[])["Dense"])
        && definition.Layers[0].Dropout == 0
        && definition.Dropouts[0].Kind is DropoutKind.Standard or DropoutKind.Gaussian;
}
