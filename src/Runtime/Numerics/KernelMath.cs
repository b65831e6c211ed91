using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
}
