using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>A rule that first clips each value of the gradient to [-limit, limit]. NaN stays NaN.</summary>
internal struct ClippedByValue<TRule>(TRule rule, float limit) : IUpdateRule<ClippedByValue<TRule>>
    where TRule : struct, IUpdateRule<TRule>
{
    private TRule _rule = rule;
    private readonly float _limit = limit;

    public readonly int StateCount => _rule.StateCount;

    public float LearningRate
    {
        get => _rule.LearningRate;
        set => _rule.LearningRate = value;
    }

    public readonly ClippedByValue<TRule> Prepare(long step, ParameterGroup group) =>
        new(_rule.Prepare(step, group), _limit);

    public static bool IgnoresZeroGradients(in ClippedByValue<TRule> rule) => TRule.IgnoresZeroGradients(in rule._rule);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in ClippedByValue<TRule> rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient)
    {
        float clipped = gradient < -rule._limit ? -rule._limit : gradient > rule._limit ? rule._limit : gradient;
        TRule.Update(in rule._rule, ref parameter, ref state, offset, stride, clipped);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in ClippedByValue<TRule> rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient)
    {
        Vector512<float> limit = Vector512.Create(rule._limit);
        Vector512<float> clipped = Vector512.ConditionalSelect(Vector512.GreaterThan(gradient, limit), limit, gradient);
        clipped = Vector512.ConditionalSelect(Vector512.LessThan(gradient, -limit), -limit, clipped);
        TRule.Update(in rule._rule, ref parameter, ref state, offset, stride, clipped);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in ClippedByValue<TRule> rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient)
    {
        Vector256<float> limit = Vector256.Create(rule._limit);
        Vector256<float> clipped = Vector256.ConditionalSelect(Vector256.GreaterThan(gradient, limit), limit, gradient);
        clipped = Vector256.ConditionalSelect(Vector256.LessThan(gradient, -limit), -limit, clipped);
        TRule.Update(in rule._rule, ref parameter, ref state, offset, stride, clipped);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in ClippedByValue<TRule> rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient)
    {
        Vector128<float> limit = Vector128.Create(rule._limit);
        Vector128<float> clipped = Vector128.ConditionalSelect(Vector128.GreaterThan(gradient, limit), limit, gradient);
        clipped = Vector128.ConditionalSelect(Vector128.LessThan(gradient, -limit), -limit, clipped);
        TRule.Update(in rule._rule, ref parameter, ref state, offset, stride, clipped);
    }
}
