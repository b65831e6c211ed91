using System.Runtime.CompilerServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>(z - target)^2, averaged over rows and outputs.</summary>
public sealed class MeanSquaredErrorLoss : ElementwiseLoss
{
    private MeanSquaredErrorLoss()
    {
    }

    /// <summary>The only instance.</summary>
    public static MeanSquaredErrorLoss Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "MeanSquaredError";

    internal override void Validate(ReadOnlySpan<float> targets, int rows, int outputs)
    {
        // A target that is not finite makes the loss so, and that is refused before the update.
    }

    internal override double Evaluate(VectorWidth width, in LossRows<float> rows) => Evaluate<Term>(width, rows);

    internal override void ToPredictions(VectorWidth width, Span<float> logits, int stride, int rows, int outputs)
    {
        // Predictions are the values themselves.
    }

    internal override DensityKind Density => DensityKind.Precision;

    internal override double LogDensity(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, double precision) =>
        NormalDensity.Log(predictions, targets, precision);

    internal readonly struct Term : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Evaluate<TLanes>(TLanes logit, TLanes target, out TLanes slope)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes difference = logit - target;
            slope = difference + difference;
            return difference * difference;
        }
    }
}
