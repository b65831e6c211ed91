using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Binary cross entropy of sigmoid(z) against a target in [0, 1], averaged over rows and outputs; computed as
/// max(z, 0) - z target + log(1 + exp(-|z|)), which does not overflow.
/// </summary>
public sealed class SigmoidCrossEntropyLoss : ElementwiseLoss
{
    private SigmoidCrossEntropyLoss()
    {
    }

    /// <summary>The only instance.</summary>
    public static SigmoidCrossEntropyLoss Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "SigmoidCrossEntropy";

    /// <inheritdoc/>
    public override bool IsIndependentProbability => true;

    internal override void Validate(ReadOnlySpan<float> targets, int rows, int outputs)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (!(targets[i] is >= 0f and <= 1f))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(targets), targets[i], $"The target of row {i / outputs}, output {i % outputs} is outside 0 to 1.");
            }
        }
    }

    internal override DensityKind Density => DensityKind.Prediction;

    // Of a target between 0 and 1, the probability of a label that is 1 so often: the cross entropy, negative.
    internal override double LogDensity(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, double precision)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Part(targets[i], predictions[i]) + Part(1.0 - targets[i], 1.0 - predictions[i]);
        }

        return sum;

        // Nothing times log 0 is nothing.
        static double Part(double share, double probability) => share == 0 ? 0 : share * Math.Log(probability);
    }

    internal override double Evaluate(VectorWidth width, in LossRows<float> rows) => Evaluate<Term>(width, rows);

    internal override void ToPredictions(VectorWidth width, Span<float> logits, int stride, int rows, int outputs)
    {
        // Rows are padded to whole vectors; the padding may as well be transformed.
        switch (width)
        {
            case VectorWidth.Vector512:
                Sigmoid<Lanes512>(logits[..(rows * stride)]);
                break;
            case VectorWidth.Vector256:
                Sigmoid<Lanes256>(logits[..(rows * stride)]);
                break;
            case VectorWidth.Vector128:
                Sigmoid<Lanes128>(logits[..(rows * stride)]);
                break;
            default:
                Sigmoid<Lanes1>(logits[..(rows * stride)]);
                break;
        }
    }

    private static void Sigmoid<TLanes>(Span<float> values)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int i = 0; i < values.Length; i += TLanes.Count)
        {
            ElementaryFunctions<TLanes>.Sigmoid(TLanes.Load(ref values[i])).Store(ref values[i]);
        }
    }

    private readonly struct Term : ILossTerm
    {
        public TLanes Evaluate<TLanes>(TLanes logit, TLanes target, out TLanes slope)
            where TLanes : struct, ILanes<TLanes>
        {
            slope = ElementaryFunctions<TLanes>.Sigmoid(logit) - target;
            return ElementaryFunctions<TLanes>.Softplus(logit) - (logit * target);
        }
    }
}
