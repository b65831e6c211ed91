using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Two independent standard normal numbers from two random words, the same bits on every vector width and machine: nothing
/// but exactly rounded operations, and no fused ones.
/// </summary>
/// <remarks>
/// Box, Muller: A Note on the Generation of Random Normal Deviates (1958). With k and l the words' upper 24 bits:
/// r = sqrt(-2 log((k + 1) / 2^24)), which is at most 5.77, a = 2 pi l / 2^24 - pi; the numbers are r cos(a) and r sin(a).
/// </remarks>
internal static class NormalNumbers<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const float UnitsInOne = 1 << 24;

    /// <summary>Makes the numbers.</summary>
    /// <param name="first">Words for the radius.</param>
    /// <param name="second">Words for the angle.</param>
    /// <param name="sine">The second number; the first is returned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Make(ref uint first, ref uint second, out TLanes sine)
    {
        TLanes radius = Radius(TLanes.LoadUpperBits(ref first) + TLanes.Create(1f));

        // Half the angle is between -pi / 2 and pi / 2, where both functions are plain polynomials.
        TLanes half = TLanes.LoadUpperBits(ref second) - TLanes.Create(UnitsInOne / 2);
        half *= TLanes.Create((float)(Math.PI / UnitsInOne));
        TLanes square = half * half;
        TLanes s = half * Sine(square);
        TLanes c = Cosine(square);
        sine = radius * ((s + s) * c);
        return radius * ((c - s) * (c + s));
    }

    // sqrt(-2 log(k / 2^24)) for integers k from 1 to 2^24.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Radius(TLanes k)
    {
        TLanes fraction = ReproducibleLogarithm<TLanes>.OfFraction(k, out TLanes exponent);
        TLanes logarithm = ((exponent - TLanes.Create(24f)) * TLanes.Create(ReproducibleLogarithm<TLanes>.OfTwo)) + fraction;

        // At k = 2^24 the logarithm is exactly 0.
        return TLanes.Sqrt(logarithm * TLanes.Create(-2f));
    }

    // Taylor's series: at pi / 2 what is left out is below half a unit in the last place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Sine(TLanes square)
    {
        TLanes sum = TLanes.Create(1f / 6227020800f);
        sum = (sum * square) + TLanes.Create(-1f / 39916800f);
        sum = (sum * square) + TLanes.Create(1f / 362880f);
        sum = (sum * square) + TLanes.Create(-1f / 5040f);
        sum = (sum * square) + TLanes.Create(1f / 120f);
        sum = (sum * square) + TLanes.Create(-1f / 6f);
        return (sum * square) + TLanes.Create(1f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Cosine(TLanes square)
    {
        TLanes sum = TLanes.Create(1f / 479001600f);
        sum = (sum * square) + TLanes.Create(-1f / 3628800f);
        sum = (sum * square) + TLanes.Create(1f / 40320f);
        sum = (sum * square) + TLanes.Create(-1f / 720f);
        sum = (sum * square) + TLanes.Create(1f / 24f);
        sum = (sum * square) + TLanes.Create(-1f / 2f);
        return (sum * square) + TLanes.Create(1f);
    }
}
