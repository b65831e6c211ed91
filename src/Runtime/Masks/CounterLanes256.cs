using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutGen.CompilerServices;

/// <summary>4 Philox blocks in vectors of 256 bits.</summary>
internal readonly struct CounterLanes256(Vector256<ulong> value) : ICounterLanes<CounterLanes256>
{
    public readonly Vector256<ulong> Value = value;

    public static int Count => 4;

    public static ReadOnlySpan<int> BlockOfLane => [0, 2, 1, 3];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 Create(ulong value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 Load(ref ulong source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination) => Value.AsUInt32().StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 operator +(CounterLanes256 left, CounterLanes256 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 operator -(CounterLanes256 left, CounterLanes256 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 operator &(CounterLanes256 left, CounterLanes256 right) => new(left.Value & right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 operator |(CounterLanes256 left, CounterLanes256 right) => new(left.Value | right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 operator ^(CounterLanes256 left, CounterLanes256 right) => new(left.Value ^ right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 Xor(CounterLanes256 first, CounterLanes256 second, CounterLanes256 third) =>
        Avx512F.VL.IsSupported
            ? new(Avx512F.VL.TernaryLogic(first.Value, second.Value, third.Value, 0x96))
            : new(first.Value ^ second.Value ^ third.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 Pack(CounterLanes256 low, CounterLanes256 high) =>
        Avx2.IsSupported
            ? new(Avx2.Blend(low.Value.AsUInt32(), (high.Value << 32).AsUInt32(), 0b1010_1010).AsUInt64())
            : new((low.Value & Vector256.Create(0xFFFF_FFFFul)) | (high.Value << 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 Multiply(CounterLanes256 left, CounterLanes256 right)
    {
        if (Avx2.IsSupported)
        {
            return new(Avx2.Multiply(left.Value.AsUInt32(), right.Value.AsUInt32()));
        }

        Vector256<ulong> low = Vector256.Create(0xFFFF_FFFFul);
        return new((left.Value & low) * (right.Value & low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 ShiftRight32(CounterLanes256 value) => new(value.Value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes256 ShiftRight63(CounterLanes256 value) => new(value.Value >>> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (CounterLanes256 Even, CounterLanes256 Odd) Interleave(CounterLanes256 left, CounterLanes256 right)
    {
        if (Avx2.IsSupported)
        {
            return (new(Avx2.UnpackLow(left.Value, right.Value)), new(Avx2.UnpackHigh(left.Value, right.Value)));
        }

        (CounterLanes128 lowEven, CounterLanes128 lowOdd) = CounterLanes128.Interleave(new(left.Value.GetLower()), new(right.Value.GetLower()));
        (CounterLanes128 highEven, CounterLanes128 highOdd) = CounterLanes128.Interleave(new(left.Value.GetUpper()), new(right.Value.GetUpper()));
        return (new(Vector256.Create(lowEven.Value, highEven.Value)), new(Vector256.Create(lowOdd.Value, highOdd.Value)));
    }
}
