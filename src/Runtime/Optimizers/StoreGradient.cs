using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>Not an optimizer: writes the gradient where the parameter would stand, for clipping by norm and for one's own loop.</summary>
internal struct StoreGradient : IUpdateRule<StoreGradient>
{
    public readonly int StateCount => 0;

    public float LearningRate { get; set; }

    public readonly StoreGradient Prepare(long step, ParameterGroup group) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in StoreGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient) =>
        parameter = gradient;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in StoreGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient) =>
        gradient.StoreUnsafe(ref parameter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in StoreGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient) =>
        gradient.StoreUnsafe(ref parameter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in StoreGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient) =>
        gradient.StoreUnsafe(ref parameter);
}
