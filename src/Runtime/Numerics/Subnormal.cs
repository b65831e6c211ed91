using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Takes subnormal numbers for 0. A moving average whose gradients have ended decays to one and stays there, since rounding
/// holds it: many processors take a hundred cycles or more for each operation on it, for the rest of the training.
/// </summary>
internal static class Subnormal
{
    private const int Exponent = 0x7F800000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float value) => (BitConverter.SingleToInt32Bits(value) & Exponent) == 0 ? 0f : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Flush(Vector128<float> value) =>
        Vector128.ConditionalSelect(Vector128.Equals(value.AsInt32() & Vector128.Create(Exponent), Vector128<int>.Zero).AsSingle(), Vector128<float>.Zero, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Flush(Vector256<float> value) =>
        Vector256.ConditionalSelect(Vector256.Equals(value.AsInt32() & Vector256.Create(Exponent), Vector256<int>.Zero).AsSingle(), Vector256<float>.Zero, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> value) =>
        Vector512.ConditionalSelect(Vector512.Equals(value.AsInt32() & Vector512.Create(Exponent), Vector512<int>.Zero).AsSingle(), Vector512<float>.Zero, value);
}
