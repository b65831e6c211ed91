using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>Moments of single rows, for layer normalisation. Padding is left out, whatever it holds.</summary>
internal static class RowMoments
{
    /// <summary>Writes the mean and 1 / sqrt(variance + epsilon).</summary>
    public static void Compute(VectorWidth width, ref float row, nuint units, float epsilon, ref float moments)
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Values<Lanes512>(ref row, units, epsilon, ref moments);
                break;
            case VectorWidth.Vector256:
                Values<Lanes256>(ref row, units, epsilon, ref moments);
                break;
            case VectorWidth.Vector128:
                Values<Lanes128>(ref row, units, epsilon, ref moments);
                break;
            default:
                Values<Lanes1>(ref row, units, epsilon, ref moments);
                break;
        }
    }

    /// <summary>
    /// Writes, behind these, the mean of the weighted gradients and of their products with the normalised values.
    /// </summary>
    public static void ComputeGradient(
        VectorWidth width, ref float row, ref float gradient, ref float weight, nuint units, ref float moments)
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Gradients<Lanes512>(ref row, ref gradient, ref weight, units, ref moments);
                break;
            case VectorWidth.Vector256:
                Gradients<Lanes256>(ref row, ref gradient, ref weight, units, ref moments);
                break;
            case VectorWidth.Vector128:
                Gradients<Lanes128>(ref row, ref gradient, ref weight, units, ref moments);
                break;
            default:
                Gradients<Lanes1>(ref row, ref gradient, ref weight, units, ref moments);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Values<TLanes>(ref float row, nuint units, float epsilon, ref float moments)
        where TLanes : struct, ILanes<TLanes>
    {
        float mean = Sum(ref row, units, TLanes.Create(0f), squared: false) / units;
        float variance = Sum(ref row, units, TLanes.Create(mean), squared: true) / units;
        moments = mean;
        Unsafe.Add(ref moments, 1) = 1f / MathF.Sqrt(variance + epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum<TLanes>(ref float row, nuint units, TLanes mean, bool squared)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Create(0f);
        TLanes even = zero;
        TLanes odd = zero;
        nuint lanes = (nuint)TLanes.Count;
        nuint at = 0;
        for (; at + (2 * lanes) <= units; at += 2 * lanes)
        {
            even = Add(even, TLanes.Load(ref Unsafe.Add(ref row, at)) - mean, squared);
            odd = Add(odd, TLanes.Load(ref Unsafe.Add(ref row, at + lanes)) - mean, squared);
        }

        for (; at < units; at += lanes)
        {
            TLanes distance = TLanes.Load(ref Unsafe.Add(ref row, at)) - mean;
            even = Add(even, at + lanes <= units ? distance : TLanes.SelectFirst((int)(units - at), distance, zero), squared);
        }

        return (even + odd).Sum();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Add<TLanes>(TLanes sum, TLanes value, bool squared)
        where TLanes : struct, ILanes<TLanes> => squared ? TLanes.MultiplyAdd(value, value, sum) : sum + value;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradients<TLanes>(ref float row, ref float gradient, ref float weight, nuint units, ref float moments)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Create(0f);
        TLanes mean = TLanes.Create(moments);
        TLanes gradients = zero;
        TLanes products = zero;
        nuint lanes = (nuint)TLanes.Count;
        for (nuint at = 0; at < units; at += lanes)
        {
            TLanes value = TLanes.Load(ref Unsafe.Add(ref gradient, at));
            if (!Unsafe.IsNullRef(ref weight))
            {
                value *= TLanes.Load(ref Unsafe.Add(ref weight, at));
            }

            TLanes distance = TLanes.Load(ref Unsafe.Add(ref row, at)) - mean;
            if (at + lanes > units)
            {
                value = TLanes.SelectFirst((int)(units - at), value, zero);
                distance = TLanes.SelectFirst((int)(units - at), distance, zero);
            }

            gradients += value;
            products = TLanes.MultiplyAdd(value, distance, products);
        }

        Unsafe.Add(ref moments, 2) = gradients.Sum() / units;
        Unsafe.Add(ref moments, 3) = products.Sum() * Unsafe.Add(ref moments, 1) / units;
    }
}
