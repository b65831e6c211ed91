using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>8 floats in one vector of 256 bits.</summary>
internal readonly struct Lanes256(Vector256<float> value) : ILanes<Lanes256>
{
    public readonly Vector256<float> Value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref float source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadUpperBits(ref uint source) =>
        new(Vector256.ConvertToSingle((Vector256.LoadUnsafe(ref source) >> 8).AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => Value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend) =>
        new(Vector256.MultiplyAddEstimate(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Abs(Lanes256 value) => new(Vector256.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Sqrt(Lanes256 value) => new(Vector256.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FlushSubnormal(Lanes256 value) => new(Subnormal.Flush(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Round(Lanes256 value) => new(Vector256.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SelectLess(Lanes256 left, Lanes256 right, Lanes256 then, Lanes256 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SelectFirst(int count, Lanes256 value, Lanes256 otherwise) =>
        new(Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle(), value.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Keep(Lanes256 value, uint bits)
    {
        Vector256<uint> lanes = Vector256.Create(1u, 2u, 4u, 8u, 16u, 32u, 64u, 128u);
        return new(Vector256.ConditionalSelect(Vector256.Equals(Vector256.Create(bits) & lanes, lanes).AsSingle(), value.Value, Vector256<float>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ScaleByPowerOfTwo(Lanes256 value, Lanes256 exponent) =>
        new(value.Value * ((Vector256.ConvertToInt32(exponent.Value) + Vector256.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Split(Lanes256 value, out Lanes256 exponent)
    {
        Vector256<int> bits = value.Value.AsInt32();
        exponent = new(Vector256.ConvertToSingle((bits >> 23) - Vector256.Create(127)));
        return new(((bits & Vector256.Create(0x7FFFFF)) | Vector256.Create(0x3F800000)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Vector256.Sum(Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Maximum()
    {
        return new Lanes128(Vector128.Max(Value.GetLower(), Value.GetUpper())).Maximum();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TRule>(
        in TRule rule, ref float parameter, ref float state, nuint offset, nuint stride, Lanes256 gradient)
        where TRule : struct, IUpdateRule<TRule> =>
        TRule.Update(in rule, ref parameter, ref state, offset, stride, gradient.Value);
}
