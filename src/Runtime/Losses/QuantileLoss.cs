using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// The pinball loss max(level d, (level - 1) d) of d = target - z, averaged over rows, levels and targets: its minimum is
/// the quantile of that level. Outputs are one block for each level, in the order of the levels.
/// </summary>
/// <remarks>Koenker, Bassett: Regression Quantiles (1978).</remarks>
public sealed class QuantileLoss : BlockLoss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="levels">The quantiles to learn, each above 0 and below 1.</param>
    /// <exception cref="ArgumentException">There is no level.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A level is not above 0 and below 1.</exception>
    public QuantileLoss(params ImmutableArray<double> levels)
        : base(levels.IsDefaultOrEmpty ? throw new ArgumentException("There must be at least one level.", nameof(levels)) : levels.Length)
    {
        foreach (double level in levels)
        {
            if (!((float)level is > 0f and < 1f))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(levels), level, string.Create(CultureInfo.InvariantCulture, $"The level {level} must be above 0 and below 1, in single precision too."));
            }
        }

        Levels = levels;
    }

    /// <summary>The quantiles that are learnt.</summary>
    public ImmutableArray<double> Levels { get; }

    /// <inheritdoc/>
    public override string Name => "Quantile";

    internal override string Description =>
        $"{Name}({string.Join(", ", Levels.Select(static level => level.ToString(CultureInfo.InvariantCulture)))})";

    internal override double Evaluate(VectorWidth width, in LossRows<float> rows) => width switch
    {
        VectorWidth.Vector512 => Evaluate<Lanes512>(rows),
        VectorWidth.Vector256 => Evaluate<Lanes256>(rows),
        VectorWidth.Vector128 => Evaluate<Lanes128>(rows),
        _ => Evaluate<Lanes1>(rows),
    };

    internal override void ToPredictions(VectorWidth width, Span<float> logits, int stride, int rows, int outputs)
    {
        // Predictions are the quantiles themselves.
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Evaluate<TLanes>(in LossRows<float> rows)
        where TLanes : struct, ILanes<TLanes>
    {
        double total = 0;
        double elements = (double)rows.BatchRows * rows.Outputs;
        int count = rows.Outputs / Blocks;
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<float> gradient = rows.Gradient.Slice(row * rows.Stride, rows.Stride);
            ref float target = ref MemoryMarshal.GetReference(rows.Targets.Slice(row * count, count));
            float weight = rows.Weight(row);
            double sum = 0;
            for (int block = 0; block < Blocks; block++)
            {
                sum += LossTerms<Term, TLanes>.Run(
                    ref rows.Logits[(row * rows.Stride) + (block * count)],
                    ref target,
                    ref gradient[block * count],
                    count,
                    (float)(weight / elements),
                    new Term((float)Levels[block]));
            }

            total += weight * sum;
            gradient[rows.Outputs..].Clear();
        }

        return total / elements;
    }

    private readonly struct Term(float level) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Evaluate<TLanes>(TLanes logit, TLanes target, out TLanes slope)
            where TLanes : struct, ILanes<TLanes>
        {
            // At d = 0 the derivative of the upper side, as for a ReLU at 0.
            TLanes difference = target - logit;
            slope = TLanes.SelectLess(TLanes.Create(0f), difference, TLanes.Create(-level), TLanes.Create(1f - level));
            return TLanes.Create(0f) - (slope * difference);
        }
    }
}
