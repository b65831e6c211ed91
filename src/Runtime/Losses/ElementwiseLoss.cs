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
    private protected static double Evaluate<TTerm>(VectorWidth width, in LossRows<float> rows, TTerm term = default)
        where TTerm : struct, ILossTerm => width switch
        {
            VectorWidth.Vector512 => Evaluate<TTerm, Lanes512>(rows, term),
            VectorWidth.Vector256 => Evaluate<TTerm, Lanes256>(rows, term),
            VectorWidth.Vector128 => Evaluate<TTerm, Lanes128>(rows, term),
            _ => Evaluate<TTerm, Lanes1>(rows, term),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Evaluate<TTerm, TLanes>(in LossRows<float> rows, TTerm term)
        where TTerm : struct, ILossTerm
        where TLanes : struct, ILanes<TLanes>
    {
        double total = 0;
        double elements = (double)rows.BatchRows * rows.Outputs;
        (int outputs, int stride) = (rows.Outputs, rows.Stride);
        ref float logits = ref MemoryMarshal.GetReference(rows.Logits[..(rows.Rows * stride)]);
        ref float gradient = ref MemoryMarshal.GetReference(rows.Gradient[..(rows.Rows * stride)]);
        ref float targets = ref MemoryMarshal.GetReference(rows.Targets[..(rows.Rows * outputs)]);
        float weight = 1f;
        float share = (float)(1 / elements);
        for (int row = 0; row < rows.Rows; row++)
        {
            if (rows.HasWeights)
            {
                weight = rows.Weight(row);
                share = (float)(weight / elements);
            }

            // Zeros for the padding, of which the last vector with outputs may hold some.
            for (int column = outputs / TLanes.Count * TLanes.Count; column < stride; column += TLanes.Count)
            {
                TLanes.Create(0f).Store(ref Unsafe.Add(ref gradient, column));
            }

            total += weight * LossTerms<TTerm, TLanes>.Run(ref logits, ref targets, ref gradient, outputs, share, term);
            logits = ref Unsafe.Add(ref logits, stride);
            gradient = ref Unsafe.Add(ref gradient, stride);
            targets = ref Unsafe.Add(ref targets, outputs);
        }

        return total / elements;
    }
}
