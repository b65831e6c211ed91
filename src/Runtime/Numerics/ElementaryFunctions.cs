using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Elementary functions in single precision over lanes, a few units in the last place off. NaN stays NaN. All are
/// inlined: a call would spill every vector register of the kernel around it.
/// </summary>
internal static class ElementaryFunctions<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // exp overflows above ln(float.MaxValue); below ln(smallest normal) the result is flushed to zero.
    private const float ExpUpper = 88.722839f;
    private const float ExpLower = -87.336544f;

    private static TLanes Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Create(0f);
    }

    private static TLanes One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Create(1f);
    }

    /// <summary>exp(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp(TLanes x)
    {
        TLanes fraction = Reduce(Clamp(x), out TLanes exponent);
        TLanes result = PowerOfTwo(fraction + One, exponent);
        result = TLanes.SelectLess(x, TLanes.Create(ExpLower), Zero, result);
        return TLanes.SelectLess(TLanes.Create(ExpUpper), x, TLanes.Create(float.PositiveInfinity), result);
    }

    /// <summary>exp(x) - 1, without cancellation near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ExpMinusOne(TLanes x)
    {
        // 2^n (f + 1) - 1 = 2^n f + (2^n - 1), exact where n = 0; computed as twice its half, since 2^128 is not a float.
        TLanes fraction = Reduce(Clamp(x), out TLanes exponent);
        TLanes half = TLanes.Create(0.5f);
        TLanes power = PowerOfTwo(half, exponent);
        TLanes result = TLanes.MultiplyAdd(fraction, power, power - half);
        result += result;
        return TLanes.SelectLess(TLanes.Create(ExpUpper), x, TLanes.Create(float.PositiveInfinity), result);
    }

    /// <summary>log(1 + x) for x in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogOnePlusUnit(TLanes x)
    {
        // log(1 + x) = 2 artanh(x / (2 + x)), whose argument is at most 1/3.
        TLanes s = x / (x + TLanes.Create(2f));
        TLanes square = s * s;
        TLanes sum = TLanes.Create(1f / 17);
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(1f / 15));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(1f / 13));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(1f / 11));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(1f / 9));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(1f / 7));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(1f / 5));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(1f / 3));
        sum = TLanes.MultiplyAdd(sum, square, One);
        return (s + s) * sum;
    }

    /// <summary>tanh(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh(TLanes x)
    {
        // Beyond 10 the result rounds to 1; the clamp keeps infinity / infinity away.
        TLanes limit = TLanes.Create(10f);
        TLanes clamped = TLanes.SelectLess(limit, x, limit, x);
        TLanes e = ExpMinusOne(clamped + clamped);
        return e / (e + TLanes.Create(2f));
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid(TLanes x) => One / (One + Exp(Zero - x));

    /// <summary>log(1 + exp(x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus(TLanes x)
    {
        TLanes positive = TLanes.SelectLess(x, Zero, Zero, x);
        return positive + LogOnePlusUnit(Exp(Zero - TLanes.Abs(x)));
    }

    /// <summary>erf(x), as a quotient of polynomials on [-4, 4]; the coefficients are Eigen's (generic_fast_erf_float).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erf(TLanes x)
    {
        TLanes limit = TLanes.Create(4f);
        TLanes clamped = TLanes.SelectLess(limit, x, limit, x);
        clamped = TLanes.SelectLess(clamped, Zero - limit, Zero - limit, clamped);
        TLanes square = clamped * clamped;
        TLanes numerator = TLanes.Create(-2.72614225801306e-10f);
        numerator = TLanes.MultiplyAdd(numerator, square, TLanes.Create(2.77068142495902e-08f));
        numerator = TLanes.MultiplyAdd(numerator, square, TLanes.Create(-2.10102402082508e-06f));
        numerator = TLanes.MultiplyAdd(numerator, square, TLanes.Create(-5.69250639462346e-05f));
        numerator = TLanes.MultiplyAdd(numerator, square, TLanes.Create(-7.34990630326855e-04f));
        numerator = TLanes.MultiplyAdd(numerator, square, TLanes.Create(-2.95459980854025e-03f));
        numerator = TLanes.MultiplyAdd(numerator, square, TLanes.Create(-1.60960333262415e-02f));
        TLanes denominator = TLanes.Create(-1.45660718464996e-05f);
        denominator = TLanes.MultiplyAdd(denominator, square, TLanes.Create(-2.13374055278905e-04f));
        denominator = TLanes.MultiplyAdd(denominator, square, TLanes.Create(-1.68282697438203e-03f));
        denominator = TLanes.MultiplyAdd(denominator, square, TLanes.Create(-7.37332916720468e-03f));
        denominator = TLanes.MultiplyAdd(denominator, square, TLanes.Create(-1.42647390514189e-02f));
        return clamped * numerator / denominator;
    }

    // x = exponent * ln 2 + r with |r| <= ln 2 / 2, returns exp(r) - 1. ln 2 is subtracted in two parts (Cody, Waite).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduce(TLanes x, out TLanes exponent)
    {
        exponent = TLanes.Round(x * TLanes.Create(1.44269504f));
        TLanes r = TLanes.MultiplyAdd(exponent, TLanes.Create(-0.693359375f), x);
        r = TLanes.MultiplyAdd(exponent, TLanes.Create(2.12194440e-4f), r);

        // Taylor to the seventh power: the remainder is below 2^-26 of r.
        TLanes sum = TLanes.Create(1f / 5040);
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1f / 720));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1f / 120));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1f / 24));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1f / 6));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(0.5f));
        return TLanes.MultiplyAdd(sum * r, r, r);
    }

    // The exponent is split in two: 2^128 alone is not a float.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes PowerOfTwo(TLanes value, TLanes exponent)
    {
        TLanes half = TLanes.Round(exponent * TLanes.Create(0.5f));
        return TLanes.ScaleByPowerOfTwo(TLanes.ScaleByPowerOfTwo(value, half), exponent - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Clamp(TLanes x)
    {
        TLanes lower = TLanes.Create(ExpLower);
        TLanes upper = TLanes.Create(ExpUpper);
        return TLanes.SelectLess(upper, x, upper, TLanes.SelectLess(x, lower, lower, x));
    }
}
