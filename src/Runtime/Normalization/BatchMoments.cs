using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Mean and biased variance of each column of a matrix. A column is summed from the first row to the last by one thread, in
/// blocks of a fixed size: the result depends on nothing but the values, and the vector width at most in its last digits.
/// </summary>
internal static class BatchMoments
{
    // Sums of blocks are added up: a single sum over many rows would lose digits.
    private const uint BlockRows = 64;

    /// <summary>Computes what a batch normalisation needs of its batch.</summary>
    /// <param name="width">Of the vectors.</param>
    /// <param name="source">The matrix, from the first column on.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns, a multiple of 16.</param>
    /// <param name="vectors">What is written.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void Compute(
        VectorWidth width, ref float source, nuint stride, nuint rows, nuint columns, in BatchNormVectors vectors, float epsilon)
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                Run<Lanes512>(ref source, stride, rows, columns, in vectors, epsilon);
                break;
            case VectorWidth.Vector256:
                Run<Lanes256>(ref source, stride, rows, columns, in vectors, epsilon);
                break;
            case VectorWidth.Vector128:
                Run<Lanes128>(ref source, stride, rows, columns, in vectors, epsilon);
                break;
            default:
                Run<Lanes1>(ref source, stride, rows, columns, in vectors, epsilon);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes>(
        ref float source, nuint stride, nuint rows, nuint columns, in BatchNormVectors vectors, float epsilon)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes share = TLanes.Create(1f / rows);
        for (nuint column = 0; column < columns; column += (nuint)TLanes.Count)
        {
            ref float first = ref Unsafe.Add(ref source, column);
            TLanes mean = Sum(ref first, stride, rows, TLanes.Create(0f), squared: false) * share;

            // Of the distances from the mean: the difference of two large sums would lose digits.
            TLanes variance = Sum(ref first, stride, rows, mean, squared: true) * share;
            TLanes inverse = TLanes.Create(1f) / TLanes.Sqrt(variance + TLanes.Create(epsilon));
            mean.Store(ref Unsafe.Add(ref vectors.Mean, column));
            variance.Store(ref Unsafe.Add(ref vectors.Variance, column));
            inverse.Store(ref Unsafe.Add(ref vectors.InverseDeviation, column));
            TLanes factor = vectors.HasWeight ? inverse * TLanes.Load(ref Unsafe.Add(ref vectors.Weight, column)) : inverse;
            factor.Store(ref Unsafe.Add(ref vectors.Factor, column));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Sum<TLanes>(ref float source, nuint stride, nuint rows, TLanes mean, bool squared)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes total = TLanes.Create(0f);
        for (nuint row = 0; row < rows;)
        {
            nuint end = Math.Min(rows, row + BlockRows);

            // Four sums hide the latency of the addition.
            TLanes a = TLanes.Create(0f);
            TLanes b = a;
            TLanes c = a;
            TLanes d = a;
            for (; row + 4 <= end; row += 4)
            {
                a = Add(a, ref Unsafe.Add(ref source, row * stride), mean, squared);
                b = Add(b, ref Unsafe.Add(ref source, (row + 1) * stride), mean, squared);
                c = Add(c, ref Unsafe.Add(ref source, (row + 2) * stride), mean, squared);
                d = Add(d, ref Unsafe.Add(ref source, (row + 3) * stride), mean, squared);
            }

            for (; row < end; row++)
            {
                a = Add(a, ref Unsafe.Add(ref source, row * stride), mean, squared);
            }

            total += (a + b) + (c + d);
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Add<TLanes>(TLanes sum, ref float source, TLanes mean, bool squared)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes value = TLanes.Load(ref source);
        if (!squared)
        {
            return sum + value;
        }

        TLanes distance = value - mean;
        return TLanes.MultiplyAdd(distance, distance, sum);
    }
}
