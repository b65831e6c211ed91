using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen;

/// <summary>Adam as in PyTorch; weight decay is added to the gradient.</summary>
/// <remarks>Kingma, Ba: Adam, a method for stochastic optimization (2015).</remarks>
public struct Adam : IUpdateRule<Adam>
{
    private readonly float _beta1;
    private readonly float _beta2;
    private readonly float _epsilon;
    private readonly float _weightDecay;
    private float _learningRate;
    private AdamStep _step;

    /// <summary>Makes the rule with its default settings.</summary>
    // Without it new Adam() would be the struct's zeros, and not the constructor below with its defaults.
    public Adam()
        : this(learningRate: 1e-3f)
    {
    }

    /// <summary>Makes the rule.</summary>
    /// <param name="learningRate">Step size, 0 or above.</param>
    /// <param name="beta1">Decay of the gradient's mean, 0 or above and below 1.</param>
    /// <param name="beta2">Decay of the squared gradient's mean, 0 or above and below 1.</param>
    /// <param name="epsilon">Added to the root of the second moment, 0 or above.</param>
    /// <param name="weightDecay">Strength of the weight decay, 0 or above.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Adam(
        float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0f)
    {
        _learningRate = RuleArgument.NonNegative(learningRate);
        _beta1 = RuleArgument.Fraction(beta1);
        _beta2 = RuleArgument.Fraction(beta2);
        _epsilon = RuleArgument.NonNegative(epsilon);
        _weightDecay = RuleArgument.NonNegative(weightDecay);
    }

    /// <inheritdoc/>
    public readonly int StateCount => 2;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        readonly get => _learningRate;
        set => _learningRate = RuleArgument.NonNegative(value);
    }

    /// <inheritdoc/>
    public readonly Adam Prepare(long step, ParameterGroup group)
    {
        Adam prepared = this;
        float learningRate = _learningRate * group.LearningRateFactor;
        prepared._step = AdamStep.Create(_beta1, _beta2, _epsilon, learningRate, step);
        prepared._step.Penalty = _weightDecay * group.WeightDecayFactor;
        return prepared;
    }

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, float Value)> Settings(in Adam rule) =>
    [
        ("beta1", rule._beta1),
        ("beta2", rule._beta2),
        ("epsilon", rule._epsilon),
        ("weightDecay", rule._weightDecay),
    ];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Adam rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient) =>
        rule._step.Update(ref parameter, ref state, offset, stride, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Adam rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient) =>
        rule._step.Update(ref parameter, ref state, offset, stride, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Adam rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient) =>
        rule._step.Update(ref parameter, ref state, offset, stride, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Adam rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient) =>
        rule._step.Update(ref parameter, ref state, offset, stride, gradient);
}
