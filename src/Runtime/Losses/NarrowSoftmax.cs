using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Softmax cross entropy of a few classes with one row in each lane: vectors are full however few the classes are, and
/// maximum and sum need no exchange between lanes.
/// </summary>
internal static class NarrowSoftmax<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const int MaximumOutputs = 16;

    /// <summary>Whether a row of logits is short enough.</summary>
    public static bool Fits(int outputs) => outputs <= MaximumOutputs && TLanes.Count > 1;

    /// <summary>Sums the losses of up to as many rows as there are lanes, times their weights, and writes their gradients.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Evaluate(in LossRows<int> rows, int first, int count)
    {
        // Element (class, row) of the block; the row's label and weight enter one by one.
        Span<float> block = stackalloc float[MaximumOutputs * 16];
        Span<float> maxima = stackalloc float[16];
        Span<float> sums = stackalloc float[16];
        ref float element = ref MemoryMarshal.GetReference(block);
        ref float logits = ref rows.Logits[first * rows.Stride];
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < rows.Outputs; i++)
            {
                Unsafe.Add(ref element, (i * TLanes.Count) + row) = Unsafe.Add(ref logits, (row * rows.Stride) + i);
            }
        }

        TLanes maximum = TLanes.Load(ref element);
        for (int i = 1; i < rows.Outputs; i++)
        {
            TLanes value = TLanes.Load(ref Unsafe.Add(ref element, i * TLanes.Count));
            maximum = TLanes.SelectLess(maximum, value, value, maximum);
        }

        TLanes sum = TLanes.Create(0f);
        for (int i = 0; i < rows.Outputs; i++)
        {
            ref float at = ref Unsafe.Add(ref element, i * TLanes.Count);
            TLanes exponential = ElementaryFunctions<TLanes>.Exp(TLanes.Load(ref at) - maximum);
            exponential.Store(ref at);
            sum += exponential;
        }

        maximum.Store(ref MemoryMarshal.GetReference(maxima));
        sum.Store(ref MemoryMarshal.GetReference(sums));
        WriteGradient(rows, first, count, ref element, sum);
        return Loss(rows, first, count, maxima, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteGradient(in LossRows<int> rows, int first, int count, ref float element, TLanes sum)
    {
        Span<float> inverses = stackalloc float[16];
        (TLanes.Create(1f) / sum).Store(ref MemoryMarshal.GetReference(inverses));
        ref float gradient = ref rows.Gradient[first * rows.Stride];
        for (int row = 0; row < count; row++)
        {
            ref float to = ref Unsafe.Add(ref gradient, row * rows.Stride);
            for (int i = rows.Outputs; i < rows.Stride; i++)
            {
                Unsafe.Add(ref to, i) = 0f;
            }

            // A probability of 1 leaves exactly nothing: optimizers that divide by the size of a gradient would make a step of its rounding.
            float share = rows.Weight(first + row) / rows.BatchRows;
            float factor = share * inverses[row];
            for (int i = 0; i < rows.Outputs; i++)
            {
                Unsafe.Add(ref to, i) = Unsafe.Add(ref element, (i * TLanes.Count) + row) * factor;
            }

            Unsafe.Add(ref to, rows.Targets[first + row]) -= share;
        }
    }

    // Without weights the logarithms are those of a product, which cannot overflow: at most 16 to the power of 16.
    private static double Loss(in LossRows<int> rows, int first, int count, ReadOnlySpan<float> maxima, ReadOnlySpan<float> sums)
    {
        double total = 0;
        double product = 1;
        for (int row = 0; row < count; row++)
        {
            double distance = (double)maxima[row] - rows.Logits[((first + row) * rows.Stride) + rows.Targets[first + row]];
            if (rows.HasWeights)
            {
                total += rows.Weight(first + row) * (Math.Log(sums[row]) + distance);
            }
            else
            {
                product *= sums[row];
                total += distance;
            }
        }

        return rows.HasWeights ? total : total + Math.Log(product);
    }
}
