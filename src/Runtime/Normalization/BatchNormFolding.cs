using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Makes an affine map of a batch normalisation: by its running statistics x becomes x * factor + offset, which the product in
/// front applies to its sums while they are in registers.
/// </summary>
internal static class BatchNormFolding
{
    public static void Run(NetworkState state, Workspace workspace)
    {
        for (int i = 0; i < state.Definition.BatchNorms.Length; i++)
        {
            BatchNormDefinition definition = state.Definition.BatchNorms[i];
            var vectors = new BatchNormVectors(state, workspace, i, 0);
            Run(
                state.VectorWidth,
                ref state.BatchNorms.Mean(i),
                ref state.BatchNorms.Variance(i),
                (nuint)definition.PaddedUnits,
                in vectors,
                (float)definition.Epsilon);
        }
    }

    private static void Run(
        VectorWidth width, ref float mean, ref float variance, nuint columns, in BatchNormVectors vectors, float epsilon)
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Run<Lanes512>(ref mean, ref variance, columns, in vectors, epsilon);
                break;
            case VectorWidth.Vector256:
                Run<Lanes256>(ref mean, ref variance, columns, in vectors, epsilon);
                break;
            case VectorWidth.Vector128:
                Run<Lanes128>(ref mean, ref variance, columns, in vectors, epsilon);
                break;
            default:
                Run<Lanes1>(ref mean, ref variance, columns, in vectors, epsilon);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes>(ref float mean, ref float variance, nuint columns, in BatchNormVectors vectors, float epsilon)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint column = 0; column < columns; column += (nuint)TLanes.Count)
        {
            TLanes factor = TLanes.Create(1f) / TLanes.Sqrt(TLanes.Load(ref Unsafe.Add(ref variance, column)) + TLanes.Create(epsilon));
            TLanes offset = TLanes.Create(0f);
            if (vectors.HasWeight)
            {
                factor *= TLanes.Load(ref Unsafe.Add(ref vectors.Weight, column));
                offset = TLanes.Load(ref Unsafe.Add(ref vectors.Bias, column));
            }

            offset -= TLanes.Load(ref Unsafe.Add(ref mean, column)) * factor;
            factor.Store(ref Unsafe.Add(ref vectors.Factor, column));
            offset.Store(ref Unsafe.Add(ref vectors.Offset, column));
        }
    }
}
