using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Negative log-likelihood of a target under a normal distribution whose mean m and log-variance s the network gives:
/// (s + (target - m)^2 exp(-s)) / 2, averaged over rows and targets. The first half of the outputs are means, the second
/// half log-variances; <c>Predict</c> returns means and variances.
/// </summary>
/// <remarks>
/// Nix, Weigend: Estimating the mean and variance of the target probability distribution (1994); with the log-variance as
/// in Kendall, Gal: What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision? (2017), equation 8.
/// </remarks>
public sealed class GaussianNegativeLogLikelihoodLoss : BlockLoss
{
    // log(2 pi) / 2
    private const double FullConstant = 0.91893853320467274;

    /// <summary>Makes the loss.</summary>
    /// <param name="full">Whether the constant log(2 pi) / 2 is part of the loss.</param>
    public GaussianNegativeLogLikelihoodLoss(bool full = false)
        : base(blocks: 2) => IsFull = full;

    /// <summary>Whether the constant log(2 pi) / 2 is part of the loss.</summary>
    public bool IsFull { get; }

    /// <inheritdoc/>
    public override string Name => "GaussianNegativeLogLikelihood";

    internal override string Description => IsFull ? $"{Name}(Full)" : Name;

    internal override double Evaluate(VectorWidth width, in LossRows<float> rows) => width switch
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

    internal override DensityKind Density => DensityKind.Prediction;

    internal override double LogDensity(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, double precision) =>
        NormalDensity.Log(predictions[..targets.Length], predictions[targets.Length..], targets);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Evaluate<TLanes>(in LossRows<float> rows)
        where TLanes : struct, ILanes<TLanes>
    {
        double total = 0;
        int count = rows.Outputs / 2;
        double elements = (double)rows.BatchRows * count;
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<float> gradient = rows.Gradient.Slice(row * rows.Stride, rows.Stride);
            ref float logits = ref rows.Logits[row * rows.Stride];
            ref float targets = ref MemoryMarshal.GetReference(rows.Targets.Slice(row * count, count));
            float weight = rows.Weight(row);
            float share = (float)(weight / elements);
            double sum = 0;
            int i = 0;
            for (; i + TLanes.Count <= count; i += TLanes.Count)
            {
                sum += Block<TLanes>(ref logits, ref targets, ref MemoryMarshal.GetReference(gradient), i, count, share);
            }

            for (; i < count; i++)
            {
                sum += Block<Lanes1>(ref logits, ref targets, ref MemoryMarshal.GetReference(gradient), i, count, share);
            }

            total += weight * (IsFull ? sum + (count * FullConstant) : sum);
            gradient[rows.Outputs..].Clear();
        }

        return total / elements;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Block<TLanes>(ref float logits, ref float targets, ref float gradient, int i, int count, float share)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes logVariance = TLanes.Load(ref Unsafe.Add(ref logits, count + i));
        TLanes difference = TLanes.Load(ref Unsafe.Add(ref logits, i)) - TLanes.Load(ref Unsafe.Add(ref targets, i));
        TLanes scaled = difference * ElementaryFunctions<TLanes>.Exp(TLanes.Create(0f) - logVariance);
        TLanes square = difference * scaled;
        TLanes half = TLanes.Create(0.5f);
        (scaled * TLanes.Create(share)).Store(ref Unsafe.Add(ref gradient, i));
        ((TLanes.Create(1f) - square) * half * TLanes.Create(share)).Store(ref Unsafe.Add(ref gradient, count + i));
        return ((logVariance + square) * half).Sum();
    }

    // Variances of the second half; the rows' padding is not touched.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToPredictions<TLanes>(Span<float> logits, int stride, int rows, int outputs)
        where TLanes : struct, ILanes<TLanes>
    {
        int count = outputs / 2;
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = logits.Slice((row * stride) + count, count);
            int i = 0;
            for (; i + TLanes.Count <= count; i += TLanes.Count)
            {
                ElementaryFunctions<TLanes>.Exp(TLanes.Load(ref values[i])).Store(ref values[i]);
            }

            for (; i < count; i++)
            {
                ElementaryFunctions<Lanes1>.Exp(Lanes1.Load(ref values[i])).Store(ref values[i]);
            }
        }
    }
}
