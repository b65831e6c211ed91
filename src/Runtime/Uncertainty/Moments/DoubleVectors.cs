using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>Sums and products in double precision, in an order that is the same on every machine.</summary>
internal static class DoubleVectors
{
    private const int Count = 8;

    public static double Dot(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ref double x = ref MemoryMarshal.GetReference(first);
        ref double y = ref MemoryMarshal.GetReference(second);
        int i = 0;
        Vector512<double> sums = Vector512<double>.Zero;
        for (; i <= first.Length - Count; i += Count)
        {
            sums += Vector512.LoadUnsafe(ref x, (nuint)i) * Vector512.LoadUnsafe(ref y, (nuint)i);
        }

        double sum = Vector512.Sum(sums);
        for (; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }

    /// <summary>product = first * second.</summary>
    public static void Multiply(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> product)
    {
        ref double x = ref MemoryMarshal.GetReference(first);
        ref double y = ref MemoryMarshal.GetReference(second);
        ref double z = ref MemoryMarshal.GetReference(product);
        int i = 0;
        for (; i <= product.Length - Count; i += Count)
        {
            (Vector512.LoadUnsafe(ref x, (nuint)i) * Vector512.LoadUnsafe(ref y, (nuint)i)).StoreUnsafe(ref z, (nuint)i);
        }

        for (; i < product.Length; i++)
        {
            product[i] = first[i] * second[i];
        }
    }

    /// <summary>Multiplies values below 0 by a slope; what is not a number is neither above nor below, and stays.</summary>
    public static void LeakyRelu(double slope, Span<double> values)
    {
        ref double x = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Count; i += Count)
        {
            Vector512<double> value = Vector512.LoadUnsafe(ref x, (nuint)i);
            Vector512.ConditionalSelect(Vector512.LessThan(value, Vector512<double>.Zero), Vector512.Create(slope) * value, value)
                .StoreUnsafe(ref x, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] = values[i] < 0 ? slope * values[i] : values[i];
        }
    }

    /// <summary>target += factor * values.</summary>
    public static void Add(double factor, ReadOnlySpan<double> values, Span<double> target)
    {
        ref double x = ref MemoryMarshal.GetReference(values);
        ref double y = ref MemoryMarshal.GetReference(target);
        int i = 0;
        for (; i <= target.Length - Count; i += Count)
        {
            (Vector512.LoadUnsafe(ref y, (nuint)i) + (Vector512.Create(factor) * Vector512.LoadUnsafe(ref x, (nuint)i))).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }

    /// <summary>target += constant; nothing for 0.</summary>
    public static void AddConstant(double constant, Span<double> target)
    {
        for (int i = 0; constant != 0 && i < target.Length; i++)
        {
            target[i] += constant;
        }
    }

    /// <summary>
    /// Replaces covariances of one value with others by sum over k of r^(k+1) t_k t_k', where r is the correlation: the covariance
    /// times both inverse deviations.
    /// </summary>
    /// <param name="table">t_k of all values, a row of <paramref name="count"/> for each k.</param>
    /// <param name="inverse">Inverse deviations of all values.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="index">The one value.</param>
    /// <param name="covariances">Its covariances with the first values.</param>
    public static void Series(
        ReadOnlySpan<double> table, ReadOnlySpan<double> inverse, int count, int index, Span<double> covariances)
    {
        ref double x = ref MemoryMarshal.GetReference(covariances);
        ref double t = ref MemoryMarshal.GetReference(table);
        ref double scale = ref MemoryMarshal.GetReference(inverse);
        int last = (table.Length / count) - 1;
        int i = 0;
        for (; i <= covariances.Length - Count; i += Count)
        {
            Vector512<double> correlation = Vector512.LoadUnsafe(ref x, (nuint)i)
                * Vector512.LoadUnsafe(ref scale, (nuint)i) * Vector512.Create(inverse[index]);
            Vector512<double> sum = Vector512<double>.Zero;
            for (int k = last; k >= 0; k--)
            {
                int row = k * count;
                sum = correlation * (sum + (Vector512.Create(Unsafe.Add(ref t, row + index)) * Vector512.LoadUnsafe(ref t, (nuint)(row + i))));
            }

            sum.StoreUnsafe(ref x, (nuint)i);
        }

        for (; i < covariances.Length; i++)
        {
            double correlation = covariances[i] * inverse[i] * inverse[index];
            double sum = 0;
            for (int k = last; k >= 0; k--)
            {
                sum = correlation * (sum + (table[(k * count) + index] * table[(k * count) + i]));
            }

            covariances[i] = sum;
        }
    }
}
