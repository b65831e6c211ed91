using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>One Philox block, without vectors.</summary>
internal readonly struct CounterLanes1(ulong value) : ICounterLanes<CounterLanes1>
{
    public readonly ulong Value = value;

    public static int Count => 1;

    public static ReadOnlySpan<int> BlockOfLane => [0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 Create(ulong value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 Load(ref ulong source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination)
    {
        destination = (uint)Value;
        Unsafe.Add(ref destination, 1) = (uint)(Value >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 operator +(CounterLanes1 left, CounterLanes1 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 operator -(CounterLanes1 left, CounterLanes1 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 operator &(CounterLanes1 left, CounterLanes1 right) => new(left.Value & right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 operator |(CounterLanes1 left, CounterLanes1 right) => new(left.Value | right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 operator ^(CounterLanes1 left, CounterLanes1 right) => new(left.Value ^ right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 Xor(CounterLanes1 first, CounterLanes1 second, CounterLanes1 third) =>
        new(first.Value ^ second.Value ^ third.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 Pack(CounterLanes1 low, CounterLanes1 high) =>
        new((uint)low.Value | (high.Value << 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 Multiply(CounterLanes1 left, CounterLanes1 right) =>
        new((ulong)(uint)left.Value * (uint)right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 ShiftRight32(CounterLanes1 value) => new(value.Value >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterLanes1 ShiftRight63(CounterLanes1 value) => new(value.Value >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (CounterLanes1 Even, CounterLanes1 Odd) Interleave(CounterLanes1 left, CounterLanes1 right) =>
        (left, right);
}
