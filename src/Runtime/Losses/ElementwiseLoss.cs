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
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<float> gradient = rows.Gradient.Slice(row * rows.Stride, rows.Stride);
            float weight = rows.Weight(row);
            double sum = LossTerms<TTerm, TLanes>.Run(
                ref rows.Logits[row * rows.Stride],
                ref MemoryMarshal.GetReference(rows.Targets.Slice(row * rows.Outputs, rows.Outputs)),
                ref MemoryMarshal.GetReference(gradient),
                rows.Outputs,
                (float)(weight / elements),
                term);
            total += weight * sum;
            gradient[rows.Outputs..].Clear();
        }

        return total / elements;
    }
}
