using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>Not an optimizer: adds the gradient to what stands where the parameter would, for several backward passes an update.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct AccumulateGradient : IUpdateRule<AccumulateGradient>
{
    /// <inheritdoc/>
    public readonly int StateCount => 0;

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public readonly AccumulateGradient Prepare(long step, ParameterGroup group) => this;

    /// <inheritdoc/>
    public static bool AcceptsPartialGradients(in AccumulateGradient rule) => true;

    /// <inheritdoc/>
    public static bool IgnoresZeroGradients(in AccumulateGradient rule) => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient) =>
        parameter += gradient;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient) =>
        (Vector512.LoadUnsafe(ref parameter) + gradient).StoreUnsafe(ref parameter);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient) =>
        (Vector256.LoadUnsafe(ref parameter) + gradient).StoreUnsafe(ref parameter);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(
        in AccumulateGradient rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient) =>
        (Vector128.LoadUnsafe(ref parameter) + gradient).StoreUnsafe(ref parameter);
}
