using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DropoutGen.CompilerServices;

/// <summary>2 Philox blocks in vectors of 128 bits.</summary>
internal readonly struct CounterLanes128(Vector128<ulong> value) : ICounterLanes<CounterLanes128>
{
    public readonly Vector128<ulong> Value = value;

    public static int Count => 2;

    public static ReadOnlySpan<int> BlockOfLane => [0, 1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 Create(ulong value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 Load(ref ulong source) => new(Vector128.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination) => Value.AsUInt32().StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 operator +(CounterLanes128 left, CounterLanes128 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 operator -(CounterLanes128 left, CounterLanes128 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 operator &(CounterLanes128 left, CounterLanes128 right) => new(left.Value & right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 operator |(CounterLanes128 left, CounterLanes128 right) => new(left.Value | right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 operator ^(CounterLanes128 left, CounterLanes128 right) => new(left.Value ^ right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 Xor(CounterLanes128 first, CounterLanes128 second, CounterLanes128 third) =>
        Avx512F.VL.IsSupported
            ? new(Avx512F.VL.TernaryLogic(first.Value, second.Value, third.Value, 0x96))
            : new(first.Value ^ second.Value ^ third.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 Pack(CounterLanes128 low, CounterLanes128 high) =>
        Sse41.IsSupported
            ? new(Sse41.Blend(low.Value.AsUInt16(), (high.Value << 32).AsUInt16(), 0b1100_1100).AsUInt64())
            : new((low.Value & Vector128.Create(0xFFFF_FFFFul)) | (high.Value << 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 Multiply(CounterLanes128 left, CounterLanes128 right)
    {
        if (Sse2.IsSupported)
        {
            return new(Sse2.Multiply(left.Value.AsUInt32(), right.Value.AsUInt32()));
        }

        if (AdvSimd.IsSupported)
        {
            return new(AdvSimd.MultiplyWideningLower(
                AdvSimd.ExtractNarrowingLower(left.Value), AdvSimd.ExtractNarrowingLower(right.Value)));
        }

        Vector128<ulong> low = Vector128.Create(0xFFFF_FFFFul);
        return new((left.Value & low) * (right.Value & low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 ShiftRight32(CounterLanes128 value) => new(value.Value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes128 ShiftRight63(CounterLanes128 value) => new(value.Value >>> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (CounterLanes128 Even, CounterLanes128 Odd) Interleave(CounterLanes128 left, CounterLanes128 right)
    {
        if (Sse2.IsSupported)
        {
            return (new(Sse2.UnpackLow(left.Value, right.Value)), new(Sse2.UnpackHigh(left.Value, right.Value)));
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return (new(AdvSimd.Arm64.ZipLow(left.Value, right.Value)), new(AdvSimd.Arm64.ZipHigh(left.Value, right.Value)));
        }

        return (new(Vector128.Create(left.Value[0], right.Value[0])), new(Vector128.Create(left.Value[1], right.Value[1])));
    }
}
