using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>Not an optimizer: adds the gradient to what stands where the parameter would, for several backward passes an update.</summary>
internal struct AccumulateGradient : IUpdateRule<AccumulateGradient>
{
    public readonly int StateCount => 0;

    public float LearningRate { get; set; }

    public readonly AccumulateGradient Prepare(long step, ParameterGroup group) => this;

    public static bool AcceptsPartialGradients(in AccumulateGradient rule) => true;

    public static bool IgnoresZeroGradients(in AccumulateGradient rule) => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient) =>
        parameter += gradient;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient) =>
        (Vector512.LoadUnsafe(ref parameter) + gradient).StoreUnsafe(ref parameter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient) =>
        (Vector256.LoadUnsafe(ref parameter) + gradient).StoreUnsafe(ref parameter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient) =>
        (Vector128.LoadUnsafe(ref parameter) + gradient).StoreUnsafe(ref parameter);
}
