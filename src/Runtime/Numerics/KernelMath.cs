using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutGen.CompilerServices;

/// <summary>The elementary functions that generated kernels call, one overload for each vector width. NaN stays NaN.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelMath
{
    /// <summary>exp(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => ElementaryFunctions<Lanes512>.Exp(new Lanes512(x)).Value;

    /// <summary>exp(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => ElementaryFunctions<Lanes256>.Exp(new Lanes256(x)).Value;

    /// <summary>exp(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => ElementaryFunctions<Lanes128>.Exp(new Lanes128(x)).Value;

    /// <summary>exp(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => ElementaryFunctions<Lanes1>.Exp(new Lanes1(x)).Value;

    /// <summary>exp(x) - 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpMinusOne(Vector512<float> x) => ElementaryFunctions<Lanes512>.ExpMinusOne(new Lanes512(x)).Value;

    /// <summary>exp(x) - 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpMinusOne(Vector256<float> x) => ElementaryFunctions<Lanes256>.ExpMinusOne(new Lanes256(x)).Value;

    /// <summary>exp(x) - 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ExpMinusOne(Vector128<float> x) => ElementaryFunctions<Lanes128>.ExpMinusOne(new Lanes128(x)).Value;

    /// <summary>exp(x) - 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ExpMinusOne(float x) => ElementaryFunctions<Lanes1>.ExpMinusOne(new Lanes1(x)).Value;

    /// <summary>tanh(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => ElementaryFunctions<Lanes512>.Tanh(new Lanes512(x)).Value;

    /// <summary>tanh(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => ElementaryFunctions<Lanes256>.Tanh(new Lanes256(x)).Value;

    /// <summary>tanh(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => ElementaryFunctions<Lanes128>.Tanh(new Lanes128(x)).Value;

    /// <summary>tanh(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => ElementaryFunctions<Lanes1>.Tanh(new Lanes1(x)).Value;

    /// <summary>1 / (1 + exp(-x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => ElementaryFunctions<Lanes512>.Sigmoid(new Lanes512(x)).Value;

    /// <summary>1 / (1 + exp(-x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => ElementaryFunctions<Lanes256>.Sigmoid(new Lanes256(x)).Value;

    /// <summary>1 / (1 + exp(-x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => ElementaryFunctions<Lanes128>.Sigmoid(new Lanes128(x)).Value;

    /// <summary>1 / (1 + exp(-x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => ElementaryFunctions<Lanes1>.Sigmoid(new Lanes1(x)).Value;

    /// <summary>log(1 + exp(x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => ElementaryFunctions<Lanes512>.Softplus(new Lanes512(x)).Value;

    /// <summary>log(1 + exp(x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => ElementaryFunctions<Lanes256>.Softplus(new Lanes256(x)).Value;

    /// <summary>log(1 + exp(x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => ElementaryFunctions<Lanes128>.Softplus(new Lanes128(x)).Value;

    /// <summary>log(1 + exp(x))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => ElementaryFunctions<Lanes1>.Softplus(new Lanes1(x)).Value;

    /// <summary>erf(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) => ElementaryFunctions<Lanes512>.Erf(new Lanes512(x)).Value;

    /// <summary>erf(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) => ElementaryFunctions<Lanes256>.Erf(new Lanes256(x)).Value;

    /// <summary>erf(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) => ElementaryFunctions<Lanes128>.Erf(new Lanes128(x)).Value;

    /// <summary>erf(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => ElementaryFunctions<Lanes1>.Erf(new Lanes1(x)).Value;

    /// <summary>Mask bits from an address on, the first one lowest; as many as remain in its word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskBits(ref uint mask, nuint bit) => Unsafe.Add(ref mask, bit >> 5) >> (int)(bit & 31);

    /// <summary>Writes the positions of a row's values that are not zero; returns how many.</summary>
    /// <param name="row">The row.</param>
    /// <param name="positions">As long as the row.</param>
    public static nuint ListNonZeros(ref float row, Span<int> positions) =>
        NonZeros.List(ref row, (nuint)positions.Length, ref MemoryMarshal.GetReference(positions));

    /// <summary>Writes the positions of a row's values whose weights a step on this row changes; returns how many.</summary>
    /// <param name="rule">The prepared rule.</param>
    /// <param name="row">The row.</param>
    /// <param name="positions">As long as the row.</param>
    public static nuint ListUpdated<TRule>(in TRule rule, ref float row, Span<int> positions)
        where TRule : struct, IUpdateRule<TRule> => TRule.IgnoresZeroGradients(in rule)
            ? ListNonZeros(ref row, positions)
            : NonZeros.ListAll((nuint)positions.Length, ref MemoryMarshal.GetReference(positions));

    /// <summary>The sum of a vector's lanes, in the order of <c>StoreSums</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> a) => LaneSums.Of(a);

    /// <summary>The sum of a vector's lanes, in the order of <c>StoreSums</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> a) => LaneSums.Of(a);

    /// <summary>The sum of a vector's lanes, in the order of <c>StoreSums</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> a) => LaneSums.Of(a);

    /// <summary>Writes the sum of each vector: four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float destination) =>
        LaneSums.Of(a, b, c, d).StoreUnsafe(ref destination);

    /// <summary>Writes the sum of each vector: four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float destination) =>
        LaneSums.Of(a, b, c, d).StoreUnsafe(ref destination);

    /// <summary>Writes the sum of each vector: four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, ref float destination) =>
        LaneSums.Of(a, b, c, d).StoreUnsafe(ref destination);

    /// <summary>Writes four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(float a, float b, float c, float d, ref float destination) =>
        StoreSums(a, b, c, d, ref destination, 1);

    /// <summary>Writes the sum of each vector, the four a distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float destination, nuint distance) =>
        Scatter(LaneSums.Of(a, b, c, d), ref destination, distance);

    /// <summary>Writes the sum of each vector, the four a distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float destination, nuint distance) =>
        Scatter(LaneSums.Of(a, b, c, d), ref destination, distance);

    /// <summary>Writes the sum of each vector, the four a distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(
        Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, ref float destination, nuint distance) =>
        Scatter(LaneSums.Of(a, b, c, d), ref destination, distance);

    /// <summary>Writes four values, a distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(float a, float b, float c, float d, ref float destination, nuint distance)
    {
        destination = a;
        Unsafe.Add(ref destination, distance) = b;
        Unsafe.Add(ref destination, 2 * distance) = c;
        Unsafe.Add(ref destination, 3 * distance) = d;
    }

    /// <summary>Writes a row's mean and 1 / sqrt(variance + epsilon).</summary>
    /// <param name="width">Of the vectors.</param>
    /// <param name="row">The row.</param>
    /// <param name="units">Its values, without padding.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="moments">Written: two values.</param>
    public static void RowMoments(VectorWidth width, ref float row, nuint units, float epsilon, ref float moments) =>
        CompilerServices.RowMoments.Compute(width, ref row, units, epsilon, ref moments);

    /// <summary>Writes, behind a row's moments, the means of the weighted gradients and of their products with the normalised values.</summary>
    /// <param name="width">Of the vectors.</param>
    /// <param name="row">The row.</param>
    /// <param name="gradient">The gradients behind the normalisation.</param>
    /// <param name="weight">A weight for each unit; a null reference for none.</param>
    /// <param name="units">Values of the row, without padding.</param>
    /// <param name="moments">The row's moments; two more values are written.</param>
    public static void RowGradientMoments(
        VectorWidth width, ref float row, ref float gradient, ref float weight, nuint units, ref float moments) =>
        CompilerServices.RowMoments.ComputeGradient(width, ref row, ref gradient, ref weight, units, ref moments);

    /// <summary>Sets values to zero.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    public static void Clear(ref float start, int count) => MemoryMarshal.CreateSpan(ref start, count).Clear();

    /// <summary>Copies values; a small constant number of them is moved in place.</summary>
    /// <param name="source">The first.</param>
    /// <param name="destination">Where it goes to.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ref float source, ref float destination, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(MemoryMarshal.CreateSpan(ref destination, count));

    /// <summary>Asks for the cache lines of a range that is used soon; a hint, without effect where the hardware has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float start, nuint count)
    {
        if (Sse.IsSupported)
        {
            // If a collection moved the array meanwhile, the hint would be useless, not wrong.
            for (nuint i = 0; i < count; i += 16)
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref start, i)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter(Vector128<float> values, ref float destination, nuint distance) => StoreSums(
        values.GetElement(0), values.GetElement(1), values.GetElement(2), values.GetElement(3), ref destination, distance);
}
