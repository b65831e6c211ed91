using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.Benchmarks.Peers.Ours;

/// <summary>
/// An update rule that puts each gradient in its parameter's place: after one step the parameters are the gradients that
/// the fused step worked with, to the last bit.
/// </summary>
internal struct GradientProbe : IUpdateRule<GradientProbe>
{
    public readonly int StateCount => 0;

    public float LearningRate { readonly get; set; }

    public readonly GradientProbe Prepare(long step, ParameterGroup group) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in GradientProbe rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient) =>
        parameter = gradient;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in GradientProbe rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient) =>
        gradient.StoreUnsafe(ref parameter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in GradientProbe rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient) =>
        gradient.StoreUnsafe(ref parameter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in GradientProbe rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient) =>
        gradient.StoreUnsafe(ref parameter);
}
