using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// RMSprop as in PyTorch: the gradient, with weight decay added, is divided by sqrt(v) + epsilon, where v is the decaying
/// mean of its square; centred, the square of its decaying mean is taken off v. With momentum b = momentum * b + that
/// quotient, and the step is learningRate * b.
/// </summary>
/// <remarks>
/// Tieleman, Hinton: Lecture 6.5, RMSProp (2012); centred: Graves, Generating Sequences With Recurrent Neural Networks
/// (2013), equations 38 to 45, with PyTorch's epsilon outside the root.
/// </remarks>
public struct RmsProp : IUpdateRule<RmsProp>
{
    private readonly float _decay;
    private readonly float _epsilon;
    private readonly float _momentum;
    private readonly float _weightDecay;
    private readonly bool _centered;
    private float _learningRate;
    private float _penalty;

    /// <summary>Makes the rule with its default settings.</summary>
    // Without it new RmsProp() would be the struct's zeros, and not the constructor below with its defaults.
    public RmsProp()
        : this(learningRate: 1e-2f)
    {
    }

    /// <summary>Makes the rule.</summary>
    /// <param name="learningRate">Step size, 0 or above.</param>
    /// <param name="decay">Decay of the squared gradient's mean (PyTorch's alpha), 0 or above and below 1.</param>
    /// <param name="epsilon">Added to the root, above 0: where no gradient ever came, 0 / 0 would not be a number.</param>
    /// <param name="weightDecay">Strength of the squared penalty, 0 or above.</param>
    /// <param name="momentum">Decay of the velocity, 0 or above and below 1; 0 keeps none.</param>
    /// <param name="centered">Whether to divide by an estimate of the standard deviation rather than of the size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RmsProp(
        float learningRate = 1e-2f,
        float decay = 0.99f,
        float epsilon = 1e-8f,
        float weightDecay = 0f,
        float momentum = 0f,
        bool centered = false)
    {
        _learningRate = RuleArgument.NonNegative(learningRate);
        _decay = RuleArgument.Fraction(decay);
        _epsilon = RuleArgument.Positive(epsilon);
        _weightDecay = RuleArgument.NonNegative(weightDecay);
        _momentum = RuleArgument.Fraction(momentum);
        _centered = centered;
        _penalty = weightDecay;
    }

    /// <inheritdoc/>
    public readonly int StateCount => 1 + (_centered ? 1 : 0) + (_momentum > 0f ? 1 : 0);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        readonly get => _learningRate;
        set => _learningRate = RuleArgument.NonNegative(value);
    }

    /// <inheritdoc/>
    public readonly RmsProp Prepare(long step, ParameterGroup group)
    {
        RmsProp prepared = this;
        prepared._learningRate = _learningRate * group.LearningRateFactor;
        prepared._penalty = _weightDecay * group.WeightDecayFactor;
        return prepared;
    }

    /// <inheritdoc/>
    public static bool DependsOnStep(in RmsProp rule) => false;

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, float Value)> Settings(in RmsProp rule) =>
    [
        ("decay", rule._decay),
        ("epsilon", rule._epsilon),
        ("weightDecay", rule._weightDecay),
        ("momentum", rule._momentum),
        ("centered", rule._centered ? 1f : 0f),
    ];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in RmsProp rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient) =>
        rule.Update(ref parameter, ref state, offset, stride, new Lanes1(gradient));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in RmsProp rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient) =>
        rule.Update(ref parameter, ref state, offset, stride, new Lanes512(gradient));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in RmsProp rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient) =>
        rule.Update(ref parameter, ref state, offset, stride, new Lanes256(gradient));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in RmsProp rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient) =>
        rule.Update(ref parameter, ref state, offset, stride, new Lanes128(gradient));

    // States: mean square; mean if centred; velocity if there is a momentum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Update<TLanes>(ref float parameter, ref float state, nuint offset, nuint stride, TLanes gradient)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes value = TLanes.Load(ref parameter);
        if (_penalty != 0f)
        {
            gradient = TLanes.MultiplyAdd(TLanes.Create(_penalty), value, gradient);
        }

        TLanes decay = TLanes.Create(_decay);
        TLanes share = TLanes.Create(1f - _decay);
        ref float first = ref Unsafe.Add(ref state, offset);
        TLanes square = TLanes.FlushSubnormal(TLanes.MultiplyAdd(share * gradient, gradient, decay * TLanes.Load(ref first)));
        square.Store(ref first);
        offset += stride;
        if (_centered)
        {
            ref float second = ref Unsafe.Add(ref state, offset);
            TLanes mean = TLanes.FlushSubnormal(TLanes.MultiplyAdd(share, gradient, decay * TLanes.Load(ref second)));
            mean.Store(ref second);
            offset += stride;

            // A variance is not negative but for rounding.
            TLanes zero = TLanes.Create(0f);
            square -= mean * mean;
            square = TLanes.SelectLess(square, zero, zero, square);
        }

        TLanes direction = gradient / (TLanes.Sqrt(square) + TLanes.Create(_epsilon));
        if (_momentum > 0f)
        {
            ref float velocity = ref Unsafe.Add(ref state, offset);
            direction = TLanes.FlushSubnormal(TLanes.MultiplyAdd(TLanes.Create(_momentum), TLanes.Load(ref velocity), direction));
            direction.Store(ref velocity);
        }

        TLanes.MultiplyAdd(TLanes.Create(-_learningRate), direction, value).Store(ref parameter);
    }
}
