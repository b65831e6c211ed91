using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>One float: the form of the library's kernels without vectors, and of the tails of rows.</summary>
internal readonly struct Lanes1(float value) : ILanes<Lanes1>
{
    public readonly float Value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Create(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(ref float source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 LoadUpperBits(ref uint source) => new((float)(int)(source >> 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => destination = Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator /(Lanes1 left, Lanes1 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 MultiplyAdd(Lanes1 left, Lanes1 right, Lanes1 addend) =>
        new(float.MultiplyAddEstimate(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Abs(Lanes1 value) => new(MathF.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sqrt(Lanes1 value) => new(MathF.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 FlushSubnormal(Lanes1 value) => new(Subnormal.Flush(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Round(Lanes1 value) => new(MathF.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 SelectLess(Lanes1 left, Lanes1 right, Lanes1 then, Lanes1 otherwise) =>
        left.Value < right.Value ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 SelectFirst(int count, Lanes1 value, Lanes1 otherwise) => count > 0 ? value : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Keep(Lanes1 value, uint bits) => (bits & 1u) != 0u ? value : new(0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 ScaleByPowerOfTwo(Lanes1 value, Lanes1 exponent) =>
        new(value.Value * BitConverter.Int32BitsToSingle(unchecked(((int)exponent.Value + 127) << 23)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Split(Lanes1 value, out Lanes1 exponent)
    {
        int bits = BitConverter.SingleToInt32Bits(value.Value);
        exponent = new((float)((bits >> 23) - 127));
        return new(BitConverter.Int32BitsToSingle((bits & 0x7FFFFF) | 0x3F800000));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Maximum() => Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TRule>(
        in TRule rule, ref float parameter, ref float state, nuint offset, nuint stride, Lanes1 gradient)
        where TRule : struct, IUpdateRule<TRule> =>
        TRule.Update(in rule, ref parameter, ref state, offset, stride, gradient.Value);
}
