using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutGen.CompilerServices;

/// <summary>The sums of the lanes of four vectors at once: pairs are interleaved, so that each addition adds for several of them.</summary>
internal static class LaneSums
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        if (!Avx512F.IsSupported)
        {
            return Of(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());
        }

        // Interleaving pairs puts what belongs together side by side: 16 sums, 4 of each vector.
        Vector512<float> ab = Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b);
        Vector512<float> cd = Avx512F.UnpackLow(c, d) + Avx512F.UnpackHigh(c, d);
        Vector512<float> all = Avx512F.UnpackLow(ab.AsDouble(), cd.AsDouble()).AsSingle()
            + Avx512F.UnpackHigh(ab.AsDouble(), cd.AsDouble()).AsSingle();
        Vector256<float> half = all.GetLower() + all.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        if (!Avx.IsSupported)
        {
            return Of(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());
        }

        Vector256<float> ab = Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b);
        Vector256<float> cd = Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d);
        Vector256<float> all = Avx.UnpackLow(ab.AsDouble(), cd.AsDouble()).AsSingle()
            + Avx.UnpackHigh(ab.AsDouble(), cd.AsDouble()).AsSingle();
        return all.GetLower() + all.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        // Transposed as in Transposition: (a0 c0 a1 c1) and (b0 d0 b1 d1) give (a0 b0 c0 d0).
        Vector128<float> ac = Interleave.Low(a, c) + Interleave.High(a, c);
        Vector128<float> bd = Interleave.Low(b, d) + Interleave.High(b, d);
        return Interleave.Low(ac, bd) + Interleave.High(ac, bd);
    }

    /// <summary>The sum of one vector's lanes, in the same order as for four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(Vector512<float> a)
    {
        if (!Avx512F.IsSupported)
        {
            return Of(a.GetLower() + a.GetUpper());
        }

        Vector512<float> pairs = a + Avx512F.Shuffle(a, a, 0b01_00_11_10);
        Vector512<float> all = pairs + Avx512F.Shuffle(pairs, pairs, 0b10_11_00_01);
        Vector256<float> half = all.GetLower() + all.GetUpper();
        return half.ToScalar() + half.GetUpper().ToScalar();
    }

    /// <summary>The sum of one vector's lanes, in the same order as for four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(Vector256<float> a)
    {
        if (!Avx.IsSupported)
        {
            return Of(a.GetLower() + a.GetUpper());
        }

        Vector256<float> pairs = a + Avx.Shuffle(a, a, 0b01_00_11_10);
        Vector256<float> all = pairs + Avx.Shuffle(pairs, pairs, 0b10_11_00_01);
        return all.ToScalar() + all.GetUpper().ToScalar();
    }

    /// <summary>The sum of one vector's lanes, in the same order as for four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(Vector128<float> a)
    {
        Vector128<float> pairs = a + Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1));
        return (pairs + Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
