using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutGen.CompilerServices;

/// <summary>8 Philox blocks in vectors of 512 bits.</summary>
internal readonly struct CounterLanes512(Vector512<ulong> value) : ICounterLanes<CounterLanes512>
{
    public readonly Vector512<ulong> Value = value;

    public static int Count => 8;

    public static ReadOnlySpan<int> BlockOfLane => [0, 4, 1, 5, 2, 6, 3, 7];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 Create(ulong value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 Load(ref ulong source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination) => Value.AsUInt32().StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 operator +(CounterLanes512 left, CounterLanes512 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 operator -(CounterLanes512 left, CounterLanes512 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 operator &(CounterLanes512 left, CounterLanes512 right) => new(left.Value & right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 operator |(CounterLanes512 left, CounterLanes512 right) => new(left.Value | right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 operator ^(CounterLanes512 left, CounterLanes512 right) => new(left.Value ^ right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 Xor(CounterLanes512 first, CounterLanes512 second, CounterLanes512 third) =>
        Avx512F.IsSupported
            ? new(Avx512F.TernaryLogic(first.Value, second.Value, third.Value, 0x96))
            : new(first.Value ^ second.Value ^ third.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 Pack(CounterLanes512 low, CounterLanes512 high)
    {
        Vector512<ulong> mask = Vector512.Create(0xFFFF_FFFFul);

        // 0xEA: the first and the second, or the third.
        return Avx512F.IsSupported
            ? new(Avx512F.TernaryLogic(low.Value, mask, high.Value << 32, 0xEA))
            : new((low.Value & mask) | (high.Value << 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 Multiply(CounterLanes512 left, CounterLanes512 right)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.Multiply(left.Value.AsUInt32(), right.Value.AsUInt32()));
        }

        Vector512<ulong> low = Vector512.Create(0xFFFF_FFFFul);
        return new((left.Value & low) * (right.Value & low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 ShiftRight32(CounterLanes512 value) => new(value.Value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes512 ShiftRight63(CounterLanes512 value) => new(value.Value >>> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (CounterLanes512 Even, CounterLanes512 Odd) Interleave(CounterLanes512 left, CounterLanes512 right)
    {
        if (Avx512F.IsSupported)
        {
            return (new(Avx512F.UnpackLow(left.Value, right.Value)), new(Avx512F.UnpackHigh(left.Value, right.Value)));
        }

        (CounterLanes256 lowEven, CounterLanes256 lowOdd) = CounterLanes256.Interleave(new(left.Value.GetLower()), new(right.Value.GetLower()));
        (CounterLanes256 highEven, CounterLanes256 highOdd) = CounterLanes256.Interleave(new(left.Value.GetUpper()), new(right.Value.GetUpper()));
        return (new(Vector512.Create(lowEven.Value, highEven.Value)), new(Vector512.Create(lowOdd.Value, highOdd.Value)));
    }
}
