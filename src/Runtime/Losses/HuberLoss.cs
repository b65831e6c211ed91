using System.Runtime.CompilerServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// With the difference d = z - target: d^2 / 2 for |d| below delta, delta (|d| - delta / 2) beyond; averaged over rows and
/// outputs, as PyTorch's HuberLoss.
/// </summary>
/// <remarks>Huber: Robust Estimation of a Location Parameter (1964).</remarks>
public sealed class HuberLoss : ElementwiseLoss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="delta">Where the square becomes a line, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not above 0, or not finite.</exception>
    public HuberLoss(double delta = 1.0)
    {
        // What single precision makes of it counts: 1e-60 would be 0.
        Delta = float.IsFinite((float)delta) && (float)delta > 0f
            ? delta
            : throw new ArgumentOutOfRangeException(nameof(delta), delta, "delta must be finite and above 0, in single precision too.");
    }

    /// <summary>Where the square becomes a line.</summary>
    public double Delta { get; }

    /// <inheritdoc/>
    public override string Name => "Huber";

    internal override string Description => FormattableString.Invariant($"{Name}({Delta})");

    internal override void Validate(ReadOnlySpan<float> targets, int rows, int outputs)
    {
        // A target that is not finite makes the loss so, and that is refused before the update.
    }

    internal override double Evaluate(VectorWidth width, in LossRows<float> rows) =>
        Evaluate(width, rows, new Term((float)Delta));

    internal override void ToPredictions(VectorWidth width, Span<float> logits, int stride, int rows, int outputs)
    {
        // Predictions are the values themselves.
    }

    internal override DensityKind Density => DensityKind.Precision;

    internal override double LogDensity(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, double precision) =>
        NormalDensity.Log(predictions, targets, precision);

    private readonly struct Term(float delta) : ILossTerm
    {
        // With the difference clipped to [-delta, delta] both branches are one: c (d - c / 2), whose derivative is c.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Evaluate<TLanes>(TLanes logit, TLanes target, out TLanes slope)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes difference = logit - target;
            TLanes upper = TLanes.Create(delta);
            TLanes lower = TLanes.Create(-delta);
            slope = TLanes.SelectLess(upper, difference, upper, TLanes.SelectLess(difference, lower, lower, difference));
            return slope * TLanes.MultiplyAdd(slope, TLanes.Create(-0.5f), difference);
        }
    }
}
