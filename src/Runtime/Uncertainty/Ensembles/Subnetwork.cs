using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Writes a mask into the weights: a unit's factor, 0 or the scale, is taken into the weights that read it, or, where an activation in
/// between does not let a positive factor through, into those that make it.
/// </summary>
internal static class Subnetwork
{
    public static void Thin(NetworkState source, NetworkState target, ulong seed, ulong pass)
    {
        NetworkDefinition definition = source.Definition;
        if (definition.Layers.FirstOrDefault(static layer => !IsKnown(layer)) is { } other)
        {
            throw new NotSupportedException($"A network with {other.Name}, a {other.Kind}, cannot be thinned.");
        }

        for (int i = 0; i < definition.Parameters.Length; i++)
        {
            target.Parameters[i].CopyFrom(source.Parameters[i].ToArray());
        }

        for (int i = 0; i < source.RunningStatistics.Count; i++)
        {
            target.RunningStatistics[i].CopyFrom(source.RunningStatistics[i].ToArray());
        }

        Workspace workspace = source.Workspaces.Rent();
        MaskDrawing.Run(source, workspace, new MaskKey(seed, pass), 0, 1);
        for (int site = 0; site < definition.Dropouts.Length; site++)
        {
            if (definition.Dropouts[site].Kind == DropoutKind.Connect)
            {
                CopyMasked(source, target, workspace, definition.Dropouts[site]);
                target.Dropouts[site].Rate = 0;
            }
        }

        for (int place = 0; place < definition.Layers.Length; place++)
        {
            if (definition.Layers[place].Dropout is >= 0 and var site && definition.Dropouts[site].Kind != DropoutKind.Connect)
            {
                Fold(target, place, Factors(source.Dropouts[site], workspace, site));
                target.Dropouts[site].Rate = 0;
            }
        }

        source.Workspaces.Return(workspace);
    }

    // What DropConnect leaves of a weight stands in the workspace, stored as the weight is.
    private static void CopyMasked(NetworkState source, NetworkState target, Workspace workspace, DropoutDefinition dropout)
    {
        ParameterDefinition weight = source.Definition.Parameters[dropout.Weight];
        ReadOnlySpan<float> masked = workspace.BufferSpan(dropout.NoiseBuffer);
        var values = new float[weight.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = masked[weight.StorageIndex(i / weight.Inputs, i % weight.Inputs)];
        }

        target.Parameters[dropout.Weight].CopyFrom(values);
    }

    // What each unit of the mask's first row is multiplied by.
    private static float[] Factors(DropoutState dropout, Workspace workspace, int site)
    {
        DropoutDefinition definition = dropout.Definition;
        if (definition.Kind is not (DropoutKind.Standard or DropoutKind.Feature or DropoutKind.Path))
        {
            throw new NotSupportedException(
                $"'{definition.Name}' is of the kind {definition.Kind}, which drops no units; a network without some of its units can be drawn from standard and feature dropout, DropConnect and DropPath.");
        }

        HashSet<int>? columns = definition.Kind == DropoutKind.Feature
            ? [.. definition.Features.SelectMany(static feature => feature.Columns)]
            : null;
        ReadOnlySpan<uint> bits = MemoryMarshal.CreateReadOnlySpan(
            ref workspace.Mask(site), (definition.Units + 31) / 32);
        var factors = new float[definition.Units];
        for (int unit = 0; unit < factors.Length; unit++)
        {
            float scale = columns?.Contains(unit) ?? true ? dropout.TrainingScale : 1f;
            factors[unit] = (bits[unit / 32] >> (unit % 32) & 1) == 0 ? 0f : scale;
        }

        return factors;
    }

    private static void Fold(NetworkState state, int place, float[] factors)
    {
        ReadOnlySpan<LayerDefinition> layers = state.Definition.Layers.AsSpan();
        for (int next = place + 1; next < layers.Length && LetsThrough(layers[next]); next++)
        {
            if (layers[next].Kind == "Dense")
            {
                ScaleInputs(state.Parameters[layers[next].Parameters[0]], factors);
                return;
            }
        }

        for (int last = place - 1; last >= 0 && LetsThrough(layers[last]); last--)
        {
            if (layers[last].Kind == "Dense")
            {
                foreach (string parameter in layers[last].Parameters)
                {
                    ScaleUnits(state.Parameters[parameter], factors);
                }

                return;
            }
        }

        throw new NotSupportedException(
            $"The mask of '{layers[place].Name}' stands between layers that let no factor through, or has no dense layer beside it: it cannot be written into weights.");
    }

    // What else a layer may keep beside parameters would not be copied.
    private static bool IsKnown(LayerDefinition layer) =>
        layer.Kind is "Dense" or "BatchNorm" or "ResidualStart" or "ResidualAdd" || layer.Dropout >= 0 || ActivationFunctions.Find(layer) is not null;

    // f(c x) = c f(x) for c of 0 and above; masks of other dropouts are factors themselves. A residual branch lets none through:
    // at its start the value goes two ways, and at its end another one comes in.
    private static bool LetsThrough(LayerDefinition layer) =>
        layer.Kind is "Dense" or "Relu" or "LeakyRelu" or "Dropout" or "FeatureDropout" or "DropConnect" or "DropPath";

    private static void ScaleInputs(ParameterView weight, float[] factors)
    {
        float[] values = weight.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factors[i % factors.Length];
        }

        weight.CopyFrom(values);
    }

    private static void ScaleUnits(ParameterView parameter, float[] factors)
    {
        float[] values = parameter.ToArray();
        int inputs = values.Length / factors.Length;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factors[i / inputs];
        }

        parameter.CopyFrom(values);
    }
}
