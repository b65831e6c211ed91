using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>4 floats in one vector of 128 bits.</summary>
internal readonly struct Lanes128(Vector128<float> value) : ILanes<Lanes128>
{
    public readonly Vector128<float> Value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref float source) => new(Vector128.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadUpperBits(ref uint source) =>
        new(Vector128.ConvertToSingle((Vector128.LoadUnsafe(ref source) >> 8).AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => Value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        new(Vector128.MultiplyAddEstimate(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Abs(Lanes128 value) => new(Vector128.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sqrt(Lanes128 value) => new(Vector128.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FlushSubnormal(Lanes128 value) => new(Subnormal.Flush(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Round(Lanes128 value) => new(Vector128.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SelectLess(Lanes128 left, Lanes128 right, Lanes128 then, Lanes128 otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SelectFirst(int count, Lanes128 value, Lanes128 otherwise) =>
        new(Vector128.ConditionalSelect(
            Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle(), value.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Keep(Lanes128 value, uint bits)
    {
        Vector128<uint> lanes = Vector128.Create(1u, 2u, 4u, 8u);
        return new(Vector128.ConditionalSelect(Vector128.Equals(Vector128.Create(bits) & lanes, lanes).AsSingle(), value.Value, Vector128<float>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ScaleByPowerOfTwo(Lanes128 value, Lanes128 exponent) =>
        new(value.Value * ((Vector128.ConvertToInt32(exponent.Value) + Vector128.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Split(Lanes128 value, out Lanes128 exponent)
    {
        Vector128<int> bits = value.Value.AsInt32();
        exponent = new(Vector128.ConvertToSingle((bits >> 23) - Vector128.Create(127)));
        return new(((bits & Vector128.Create(0x7FFFFF)) | Vector128.Create(0x3F800000)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Vector128.Sum(Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Maximum()
    {
        return MathF.Max(MathF.Max(Value[0], Value[1]), MathF.Max(Value[2], Value[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TRule>(
        in TRule rule, ref float parameter, ref float state, nuint offset, nuint stride, Lanes128 gradient)
        where TRule : struct, IUpdateRule<TRule> =>
        TRule.Update(in rule, ref parameter, ref state, offset, stride, gradient.Value);
}
