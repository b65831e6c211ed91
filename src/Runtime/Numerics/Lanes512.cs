using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>16 floats in one vector of 512 bits.</summary>
internal readonly struct Lanes512(Vector512<float> value) : ILanes<Lanes512>
{
    public readonly Vector512<float> Value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref float source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadUpperBits(ref uint source) =>
        new(Vector512.ConvertToSingle((Vector512.LoadUnsafe(ref source) >> 8).AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => Value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend) =>
        new(Vector512.MultiplyAddEstimate(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Abs(Lanes512 value) => new(Vector512.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Sqrt(Lanes512 value) => new(Vector512.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FlushSubnormal(Lanes512 value) => new(Subnormal.Flush(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Round(Lanes512 value) => new(Vector512.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SelectLess(Lanes512 left, Lanes512 right, Lanes512 then, Lanes512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SelectFirst(int count, Lanes512 value, Lanes512 otherwise) =>
        new(Vector512.ConditionalSelect(
            Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle(), value.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Keep(Lanes512 value, uint bits)
    {
        Vector512<uint> lanes = Vector512.Create(1u, 2u, 4u, 8u, 16u, 32u, 64u, 128u, 256u, 512u, 1024u, 2048u, 4096u, 8192u, 16384u, 32768u);
        return new(Vector512.ConditionalSelect(Vector512.Equals(Vector512.Create(bits) & lanes, lanes).AsSingle(), value.Value, Vector512<float>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ScaleByPowerOfTwo(Lanes512 value, Lanes512 exponent) =>
        new(value.Value * ((Vector512.ConvertToInt32(exponent.Value) + Vector512.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Split(Lanes512 value, out Lanes512 exponent)
    {
        Vector512<int> bits = value.Value.AsInt32();
        exponent = new(Vector512.ConvertToSingle((bits >> 23) - Vector512.Create(127)));
        return new(((bits & Vector512.Create(0x7FFFFF)) | Vector512.Create(0x3F800000)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Vector512.Sum(Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Maximum()
    {
        return new Lanes256(Vector256.Max(Value.GetLower(), Value.GetUpper())).Maximum();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TRule>(
        in TRule rule, ref float parameter, ref float state, nuint offset, nuint stride, Lanes512 gradient)
        where TRule : struct, IUpdateRule<TRule> =>
        TRule.Update(in rule, ref parameter, ref state, offset, stride, gradient.Value);
}
