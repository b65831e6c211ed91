using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>The vectors of one batch normalisation, from a column on.</summary>
internal readonly ref struct BatchNormVectors
{
    public readonly ref float Mean;
    public readonly ref float Variance;
    public readonly ref float InverseDeviation;
    public readonly ref float Factor;
    public readonly ref float Offset;
    public readonly ref float GradientOffset;
    public readonly ref float InputFactor;
    public readonly ref float Weight;
    public readonly ref float Bias;

    public BatchNormVectors(NetworkState state, Workspace workspace, int index, nuint column)
    {
        BatchNormDefinition definition = state.Definition.BatchNorms[index];
        Mean = ref Buffer(BatchNormBuffer.Mean);
        Variance = ref Buffer(BatchNormBuffer.Variance);
        InverseDeviation = ref Buffer(BatchNormBuffer.InverseDeviation);
        Factor = ref Buffer(BatchNormBuffer.Factor);
        Offset = ref Buffer(BatchNormBuffer.Offset);
        GradientOffset = ref Buffer(BatchNormBuffer.GradientOffset);
        InputFactor = ref Buffer(BatchNormBuffer.InputFactor);
        HasWeight = definition.Weight >= 0;
        if (HasWeight)
        {
            Weight = ref Unsafe.Add(ref state.Parameter(definition.Weight), column);
            Bias = ref Unsafe.Add(ref state.Parameter(definition.Weight + 1), column);
        }

        ref float Buffer(BatchNormBuffer buffer) => ref Unsafe.Add(ref workspace.Buffer(definition.Buffer(buffer)), column);
    }

    /// <summary>Whether there are weight and bias.</summary>
    public bool HasWeight { get; }
}
