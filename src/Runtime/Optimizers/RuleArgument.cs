using System.Runtime.CompilerServices;

namespace DropoutGen;

/// <summary>Checks of optimizer settings; the exceptions name the argument and its value.</summary>
internal static class RuleArgument
{
    public static float NonNegative(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        float.IsFinite(value) && value >= 0f
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and 0 or above.");

    public static float Positive(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        float.IsFinite(value) && value > 0f
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and above 0.");

    public static float Fraction(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0f and < 1f
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be 0 or above and below 1.");
}
