using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Draws the factors z / (1 - p) of concrete dropout: z = 1 - sigmoid((logit p + logit u) / 0.1) with uniform u, a function of
/// (seed, pass, site, row, unit) alone, with the bits of the mask contract.
/// </summary>
/// <remarks>
/// Word i of a row is word i mod 4 of the slice 0 of block i / 4 and belongs to unit i. With k its upper 24 bits u is
/// (k + 1) / (2^24 + 1): both k + 1 and 2^24 - k are single-precision numbers, and u and 1 - u are alike.
/// </remarks>
internal static class ConcreteNoise
{
    /// <summary>Temperature of the relaxation, as in the paper's code.</summary>
    public const double Temperature = 0.1;

    // Units are drawn in whole vectors of the widest.
    private const int Group = 16;

    /// <summary>Words of scratch that drawing needs.</summary>
    public static int ScratchWords(int units) => NoiseRows.ScratchWords(BlocksPerRow(units));

    /// <summary>Draws the factors of a range of rows.</summary>
    /// <param name="width">Vector width to use.</param>
    /// <param name="destination">Receives the rows, a stride apart.</param>
    /// <param name="stride">Floats from one row to the next, a multiple of 16.</param>
    /// <param name="units">Units of a row; padding receives numbers too.</param>
    /// <param name="scratch">At least <see cref="ScratchWords"/> words.</param>
    /// <param name="counter">Seed, pass and site.</param>
    /// <param name="firstRow">First row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="logit">Logit of the rate.</param>
    public static void Fill(
        VectorWidth width,
        Span<float> destination,
        int stride,
        int units,
        Span<uint> scratch,
        (ulong Seed, ulong Pass, int Site) counter,
        int firstRow,
        int rows,
        float logit)
    {
        if (float.IsNegativeInfinity(logit))
        {
            destination[..(rows * stride)].Fill(1f);
            return;
        }

        int blocksPerRow = BlocksPerRow(units);
        NoiseRows.Fill(
            new Factors(logit),
            width,
            destination,
            stride,
            blocksPerRow * MaskLayout.BlockWords,
            blocksPerRow,
            scratch,
            counter,
            firstRow,
            rows);
    }

    private static int BlocksPerRow(int units) => (units + Group - 1) / Group * (Group / MaskLayout.BlockWords);

    // log((k + 1) / (2^24 - k)): exponents are subtracted first, so that nothing large cancels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Logit<TLanes>(TLanes k)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes upper = ReproducibleLogarithm<TLanes>.OfFraction(k + TLanes.Create(1f), out TLanes upperExponent);
        TLanes lower = ReproducibleLogarithm<TLanes>.OfFraction(TLanes.Create(1 << 24) - k, out TLanes lowerExponent);
        return ((upperExponent - lowerExponent) * TLanes.Create(ReproducibleLogarithm<TLanes>.OfTwo)) + (upper - lower);
    }

    private readonly struct Factors(float logit) : INoise
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void MakeRow<TLanes>(Span<uint> words, Span<float> row)
            where TLanes : struct, ILanes<TLanes>
        {
            ref uint word = ref MemoryMarshal.GetReference(words);
            ref float to = ref MemoryMarshal.GetReference(row);
            TLanes shift = TLanes.Create(logit);
            TLanes slope = TLanes.Create((float)(-1 / Temperature));

            // 1 / (1 - p).
            TLanes scale = TLanes.Create((float)(1 + Math.Exp(logit)));
            for (int i = 0; i < row.Length; i += TLanes.Count)
            {
                TLanes k = TLanes.LoadUpperBits(ref Unsafe.Add(ref word, i));
                TLanes argument = (Logit(k) + shift) * slope;
                (ElementaryFunctions<TLanes>.Sigmoid(argument) * scale).Store(ref Unsafe.Add(ref to, i));
            }
        }
    }
}
