using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Draws factors 1 + deviation * z with standard normal z. A number is a function of (seed, pass, site, row, unit) alone,
/// with the bits of the mask contract.
/// </summary>
/// <remarks>
/// Word i of a row is word i mod 4 of the slice 0 of block i / 4. Units 32 g + i and 32 g + 16 + i, i below 16, are cosine
/// and sine of the pair of words of the same numbers.
/// </remarks>
internal static class NormalNoise
{
    private const int Group = 32;
    private const int Half = Group / 2;
    private const int BlocksPerGroup = Group / MaskLayout.BlockWords;

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
    /// <param name="deviation">Standard deviation.</param>
    public static void Fill(
        VectorWidth width,
        Span<float> destination,
        int stride,
        int units,
        Span<uint> scratch,
        (ulong Seed, ulong Pass, int Site) counter,
        int firstRow,
        int rows,
        float deviation)
    {
        if (deviation == 0f)
        {
            destination[..(rows * stride)].Fill(1f);
            return;
        }

        NoiseRows.Fill(
            new Factors(deviation), width, destination, stride, Padded(units), BlocksPerRow(units), scratch, counter, firstRow, rows);
    }

    private static int BlocksPerRow(int units) => (units + Group - 1) / Group * BlocksPerGroup;

    private static int Padded(int units) => (units + Half - 1) / Half * Half;

    private readonly struct Factors(float deviation) : INoise
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void MakeRow<TLanes>(Span<uint> words, Span<float> row)
            where TLanes : struct, ILanes<TLanes>
        {
            ref uint word = ref MemoryMarshal.GetReference(words);
            ref float to = ref MemoryMarshal.GetReference(row);
            TLanes one = TLanes.Create(1f);
            TLanes size = TLanes.Create(deviation);
            for (int group = 0; group < row.Length; group += Group)
            {
                bool hasSecond = group + Half < row.Length;
                for (int i = group; i < group + Half; i += TLanes.Count)
                {
                    TLanes cosine = NormalNumbers<TLanes>.Make(
                        ref Unsafe.Add(ref word, i), ref Unsafe.Add(ref word, i + Half), out TLanes sine);
                    ((cosine * size) + one).Store(ref Unsafe.Add(ref to, i));
                    if (hasSecond)
                    {
                        ((sine * size) + one).Store(ref Unsafe.Add(ref to, i + Half));
                    }
                }
            }
        }
    }
}
