using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>A loss that is a mean over rows and outputs of a function of one logit and one target.</summary>
public abstract class ElementwiseLoss : Loss<float>
{
    private protected ElementwiseLoss()
    {
    }

    /// <inheritdoc/>
    public override int TargetsPerRow(int outputs) => outputs;

    /// <summary>Runs a term over all rows.</summary>
    private protected static double Evaluate<TTerm>(VectorWidth width, in LossRows<float> rows)
        where TTerm : struct, ITerm => width switch
        {
            VectorWidth.Vector512 => Evaluate<TTerm, Lanes512>(rows),
            VectorWidth.Vector256 => Evaluate<TTerm, Lanes256>(rows),
            VectorWidth.Vector128 => Evaluate<TTerm, Lanes128>(rows),
            _ => Evaluate<TTerm, Lanes1>(rows),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Evaluate<TTerm, TLanes>(in LossRows<float> rows)
        where TTerm : struct, ITerm
        where TLanes : struct, ILanes<TLanes>
    {
        double total = 0;
        double elements = (double)rows.BatchRows * rows.Outputs;
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<float> gradient = rows.Gradient.Slice(row * rows.Stride, rows.Stride);
            ref float logits = ref rows.Logits[row * rows.Stride];
            ref float target = ref MemoryMarshal.GetReference(rows.Targets.Slice(row * rows.Outputs, rows.Outputs));
            float weight = rows.Weight(row);
            float share = (float)(weight / elements);

            // Targets are not padded: whole vectors, then one value at a time.
            double sum = 0;
            int i = 0;
            for (; i + TLanes.Count <= rows.Outputs; i += TLanes.Count)
            {
                sum += Block<TTerm, TLanes>(ref logits, ref target, ref MemoryMarshal.GetReference(gradient), i, share);
            }

            for (; i < rows.Outputs; i++)
            {
                sum += Block<TTerm, Lanes1>(ref logits, ref target, ref MemoryMarshal.GetReference(gradient), i, share);
            }

            total += weight * sum;
            gradient[rows.Outputs..].Clear();
        }

        return total / elements;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Block<TTerm, TLanes>(ref float logits, ref float targets, ref float gradient, int i, float share)
        where TTerm : struct, ITerm
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes loss = TTerm.Evaluate(
            TLanes.Load(ref Unsafe.Add(ref logits, i)), TLanes.Load(ref Unsafe.Add(ref targets, i)), out TLanes slope);
        (slope * TLanes.Create(share)).Store(ref Unsafe.Add(ref gradient, i));
        return loss.Sum();
    }

    /// <summary>The function and its derivative by the logit.</summary>
    private protected interface ITerm
    {
        static abstract TLanes Evaluate<TLanes>(TLanes logit, TLanes target, out TLanes slope)
            where TLanes : struct, ILanes<TLanes>;
    }
}
