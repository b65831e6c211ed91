using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Cross entropy of softmax(logits) against one class index a row: log(sum exp z) - z[label], averaged over the rows.
/// </summary>
public sealed class SoftmaxCrossEntropyLoss : Loss<int>
{
    private SoftmaxCrossEntropyLoss()
    {
    }

    /// <summary>The only instance.</summary>
    public static SoftmaxCrossEntropyLoss Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "SoftmaxCrossEntropy";

    /// <inheritdoc/>
    public override bool IsDistribution => true;

    /// <inheritdoc/>
    public override int TargetsPerRow(int outputs) => 1;

    internal override void Validate(ReadOnlySpan<int> targets, int rows, int outputs)
    {
        for (int row = 0; row < rows; row++)
        {
            if ((uint)targets[row] >= (uint)outputs)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(targets), targets[row], $"The label of row {row} is outside 0 to {outputs - 1}.");
            }
        }
    }

    internal override DensityKind Density => DensityKind.Prediction;

    internal override double LogDensity(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets, double precision) =>
        Math.Log(predictions[targets[0]]);

    internal override double Evaluate(VectorWidth width, in LossRows<int> rows) => width switch
    {
        VectorWidth.Vector512 => Evaluate<Lanes512>(rows),
        VectorWidth.Vector256 => Evaluate<Lanes256>(rows),
        VectorWidth.Vector128 => Evaluate<Lanes128>(rows),
        _ => Evaluate<Lanes1>(rows),
    };

    internal override void ToPredictions(VectorWidth width, Span<float> logits, int stride, int rows, int outputs)
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                ToPredictions<Lanes512>(logits, stride, rows, outputs);
                break;
            case VectorWidth.Vector256:
                ToPredictions<Lanes256>(logits, stride, rows, outputs);
                break;
            case VectorWidth.Vector128:
                ToPredictions<Lanes128>(logits, stride, rows, outputs);
                break;
            default:
                ToPredictions<Lanes1>(logits, stride, rows, outputs);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Evaluate<TLanes>(in LossRows<int> rows)
        where TLanes : struct, ILanes<TLanes>
    {
        double total = 0;
        int first = 0;
        if (NarrowSoftmax<TLanes>.Fits(rows.Outputs))
        {
            for (; first < rows.Rows; first += TLanes.Count)
            {
                total += NarrowSoftmax<TLanes>.Evaluate(rows, first, Math.Min(TLanes.Count, rows.Rows - first));
            }
        }

        for (int row = first; row < rows.Rows; row++)
        {
            Span<float> logits = rows.Logits.Slice(row * rows.Stride, rows.Stride);
            Span<float> gradient = rows.Gradient.Slice(row * rows.Stride, rows.Stride);
            int label = rows.Targets[row];
            float weight = rows.Weight(row);
            float maximum = Exponentials<TLanes>(
                ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(gradient), rows.Outputs, out float sum);
            total += weight * (Math.Log(sum) + maximum - logits[label]);

            float share = weight / rows.BatchRows;
            Scale<TLanes>(ref MemoryMarshal.GetReference(gradient), rows.Outputs, share / sum);
            gradient[label] -= share;
            gradient[rows.Outputs..].Clear();
        }

        return total / rows.BatchRows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToPredictions<TLanes>(Span<float> logits, int stride, int rows, int outputs)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int row = 0; row < rows; row++)
        {
            ref float first = ref logits[row * stride];
            Exponentials<TLanes>(ref first, ref first, outputs, out float sum);
            Scale<TLanes>(ref first, outputs, 1f / sum);
        }
    }

    // Writes exp(z - max z), returns the maximum. Rows are padded to whole vectors, so the last one may be read whole.
    // The largest exponential is 1: added to it one by one, small ones would each be rounded to its last place, and with them
    // the entropy of a sure prediction. Kahan: Further remarks on reducing truncation errors (1965).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Exponentials<TLanes>(ref float logits, ref float destination, int outputs, out float sum)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes lowest = TLanes.Create(float.NegativeInfinity);
        TLanes largest = lowest;
        for (int i = 0; i < outputs; i += TLanes.Count)
        {
            TLanes value = TLanes.SelectFirst(outputs - i, TLanes.Load(ref Unsafe.Add(ref logits, i)), lowest);
            largest = TLanes.SelectLess(largest, value, value, largest);
        }

        float maximum = largest.Maximum();
        TLanes shift = TLanes.Create(maximum);
        TLanes total = TLanes.Create(0f);
        TLanes excess = total;
        for (int i = 0; i < outputs; i += TLanes.Count)
        {
            TLanes value = TLanes.Load(ref Unsafe.Add(ref logits, i)) - shift;
            TLanes exponential = TLanes.SelectFirst(
                outputs - i, ElementaryFunctions<TLanes>.Exp(value), TLanes.Create(0f));
            exponential.Store(ref Unsafe.Add(ref destination, i));
            TLanes addend = exponential - excess;
            TLanes next = total + addend;
            excess = next - total - addend;
            total = next;
        }

        sum = total.Sum();
        return maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<TLanes>(ref float values, int count, float factor)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes scale = TLanes.Create(factor);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            (TLanes.Load(ref Unsafe.Add(ref values, i)) * scale).Store(ref Unsafe.Add(ref values, i));
        }
    }
}
