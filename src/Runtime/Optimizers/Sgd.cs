using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Stochastic gradient descent as in PyTorch: g += weightDecay * w; with momentum v = momentum * v + g and
/// w -= learningRate * v, or g + momentum * v instead of v with <c>nesterov</c>; without momentum w -= learningRate * g.
/// </summary>
/// <remarks>Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning (2013).</remarks>
public struct Sgd : IUpdateRule<Sgd>
{
    private readonly float _momentum;
    private readonly float _weightDecay;
    private readonly bool _nesterov;
    private float _learningRate;
    private float _groupWeightDecay;
    private bool _isPlain;

    /// <summary>Makes the rule.</summary>
    /// <param name="learningRate">Step size, 0 or above.</param>
    /// <param name="momentum">Share of the last step's velocity that is kept, 0 or above and below 1.</param>
    /// <param name="nesterov">Whether the gradient is taken to act one step ahead; needs a momentum.</param>
    /// <param name="weightDecay">Strength of the squared penalty, 0 or above.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="nesterov"/> without momentum.</exception>
    public Sgd(float learningRate, float momentum = 0f, bool nesterov = false, float weightDecay = 0f)
    {
        _learningRate = RuleArgument.NonNegative(learningRate);
        _momentum = RuleArgument.Fraction(momentum);
        _weightDecay = RuleArgument.NonNegative(weightDecay);
        _nesterov = !nesterov || momentum > 0f
            ? nesterov
            : throw new ArgumentException("Nesterov's step needs a momentum above 0.", nameof(nesterov));
        _groupWeightDecay = weightDecay;
    }

    /// <inheritdoc/>
    public readonly int StateCount => _momentum > 0f ? 1 : 0;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        readonly get => _learningRate;
        set => _learningRate = RuleArgument.NonNegative(value);
    }

    /// <inheritdoc/>
    public readonly Sgd Prepare(long step, ParameterGroup group)
    {
        Sgd prepared = this;
        prepared._learningRate = _learningRate * group.LearningRateFactor;
        prepared._groupWeightDecay = _weightDecay * group.WeightDecayFactor;
        prepared._isPlain = _momentum == 0f && prepared._groupWeightDecay == 0f;
        return prepared;
    }

    /// <inheritdoc/>
    public static bool DependsOnStep(in Sgd rule) => false;

    /// <inheritdoc/>
    public static bool AcceptsPartialGradients(in Sgd rule) => rule._isPlain;

    /// <inheritdoc/>
    public static bool IgnoresZeroGradients(in Sgd rule) => rule._isPlain;

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, float Value)> Settings(in Sgd rule) =>
    [
        ("momentum", rule._momentum),
        ("nesterov", rule._nesterov ? 1f : 0f),
        ("weightDecay", rule._weightDecay),
    ];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Sgd rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient)
    {
        if (rule._isPlain)
        {
            parameter = float.MultiplyAddEstimate(-rule._learningRate, gradient, parameter);
            return;
        }

        float direction = float.MultiplyAddEstimate(rule._groupWeightDecay, parameter, gradient);
        if (rule._momentum > 0f)
        {
            ref float velocity = ref Unsafe.Add(ref state, offset);
            velocity = Subnormal.Flush(float.MultiplyAddEstimate(rule._momentum, velocity, direction));
            direction = rule._nesterov ? float.MultiplyAddEstimate(rule._momentum, velocity, direction) : velocity;
        }

        parameter = float.MultiplyAddEstimate(-rule._learningRate, direction, parameter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Sgd rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient)
    {
        Vector512<float> value = Vector512.LoadUnsafe(ref parameter);
        if (rule._isPlain)
        {
            Vector512.MultiplyAddEstimate(Vector512.Create(-rule._learningRate), gradient, value).StoreUnsafe(ref parameter);
            return;
        }

        Vector512<float> direction = Vector512.MultiplyAddEstimate(Vector512.Create(rule._groupWeightDecay), value, gradient);
        if (rule._momentum > 0f)
        {
            Vector512<float> momentum = Vector512.Create(rule._momentum);
            Vector512<float> velocity = Subnormal.Flush(Vector512.MultiplyAddEstimate(momentum, Vector512.LoadUnsafe(ref state, offset), direction));
            velocity.StoreUnsafe(ref state, offset);
            direction = rule._nesterov ? Vector512.MultiplyAddEstimate(momentum, velocity, direction) : velocity;
        }

        Vector512.MultiplyAddEstimate(Vector512.Create(-rule._learningRate), direction, value).StoreUnsafe(ref parameter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Sgd rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient)
    {
        Vector256<float> value = Vector256.LoadUnsafe(ref parameter);
        if (rule._isPlain)
        {
            Vector256.MultiplyAddEstimate(Vector256.Create(-rule._learningRate), gradient, value).StoreUnsafe(ref parameter);
            return;
        }

        Vector256<float> direction = Vector256.MultiplyAddEstimate(Vector256.Create(rule._groupWeightDecay), value, gradient);
        if (rule._momentum > 0f)
        {
            Vector256<float> momentum = Vector256.Create(rule._momentum);
            Vector256<float> velocity = Subnormal.Flush(Vector256.MultiplyAddEstimate(momentum, Vector256.LoadUnsafe(ref state, offset), direction));
            velocity.StoreUnsafe(ref state, offset);
            direction = rule._nesterov ? Vector256.MultiplyAddEstimate(momentum, velocity, direction) : velocity;
        }

        Vector256.MultiplyAddEstimate(Vector256.Create(-rule._learningRate), direction, value).StoreUnsafe(ref parameter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in Sgd rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient)
    {
        Vector128<float> value = Vector128.LoadUnsafe(ref parameter);
        if (rule._isPlain)
        {
            Vector128.MultiplyAddEstimate(Vector128.Create(-rule._learningRate), gradient, value).StoreUnsafe(ref parameter);
            return;
        }

        Vector128<float> direction = Vector128.MultiplyAddEstimate(Vector128.Create(rule._groupWeightDecay), value, gradient);
        if (rule._momentum > 0f)
        {
            Vector128<float> momentum = Vector128.Create(rule._momentum);
            Vector128<float> velocity = Subnormal.Flush(Vector128.MultiplyAddEstimate(momentum, Vector128.LoadUnsafe(ref state, offset), direction));
            velocity.StoreUnsafe(ref state, offset);
            direction = rule._nesterov ? Vector128.MultiplyAddEstimate(momentum, velocity, direction) : velocity;
        }

        Vector128.MultiplyAddEstimate(Vector128.Create(-rule._learningRate), direction, value).StoreUnsafe(ref parameter);
    }
}
