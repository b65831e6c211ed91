using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Natural logarithms of numbers above 0, the same bits on every vector width and machine: nothing but exactly rounded
/// operations, and no fused ones.
/// </summary>
internal static class ReproducibleLogarithm<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const float RootOfTwo = 1.41421356f;

    /// <summary>log(2) in single precision, for the exponents.</summary>
    public const float OfTwo = 0.693147182f;

    /// <summary>
    /// Logarithm of the fraction of value = fraction * 2^exponent with a fraction between sqrt(1/2) and sqrt(2):
    /// 2 artanh((f - 1) / (f + 1)), whose argument is at most 0.172.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfFraction(TLanes value, out TLanes exponent)
    {
        TLanes fraction = TLanes.Split(value, out exponent);
        TLanes root = TLanes.Create(RootOfTwo);
        TLanes one = TLanes.Create(1f);
        exponent = TLanes.SelectLess(root, fraction, exponent + one, exponent);
        fraction = TLanes.SelectLess(root, fraction, fraction * TLanes.Create(0.5f), fraction);
        TLanes t = (fraction - one) / (fraction + one);
        TLanes square = t * t;
        TLanes series = TLanes.Create(1f / 9);
        series = (series * square) + TLanes.Create(1f / 7);
        series = (series * square) + TLanes.Create(1f / 5);
        series = (series * square) + TLanes.Create(1f / 3);
        series = (series * square) + one;
        return (t + t) * series;
    }
}
