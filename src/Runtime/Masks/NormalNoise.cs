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

    // One slice of a mask with keep probability one half is the random words themselves.
    private const int SingleSlice = 1 << 15;

    // Blocks drawn at once, and the room behind them that the generator may write to.
    private const int BlocksAtOnce = 64;
    private const int SlackBlocks = 16;

    /// <summary>Words of scratch that drawing needs.</summary>
    public static int ScratchWords(int units) =>
        (Math.Max(BlocksAtOnce, BlocksPerRow(units)) + SlackBlocks) * MaskLayout.BlockWords;

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

        int blocksPerRow = BlocksPerRow(units);
        var blocks = new MaskBlocks(counter.Seed, counter.Pass, counter.Site, blocksPerRow, SingleSlice);
        int atOnce = Math.Max(1, BlocksAtOnce / blocksPerRow);
        for (int row = 0; row < rows; row += atOnce)
        {
            int count = Math.Min(atOnce, rows - row);
            blocks.Draw(width, scratch, firstRow + row, count * blocksPerRow);
            for (int i = 0; i < count; i++)
            {
                Span<uint> words = scratch.Slice(i * blocksPerRow * MaskLayout.BlockWords, blocksPerRow * MaskLayout.BlockWords);
                MakeRow(width, words, destination.Slice((row + i) * stride, Padded(units)), deviation);
            }
        }
    }

    private static int BlocksPerRow(int units) => (units + Group - 1) / Group * BlocksPerGroup;

    private static int Padded(int units) => (units + Half - 1) / Half * Half;

    private static void MakeRow(VectorWidth width, Span<uint> words, Span<float> row, float deviation)
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                MakeRow<Lanes512>(words, row, deviation);
                break;
            case VectorWidth.Vector256:
                MakeRow<Lanes256>(words, row, deviation);
                break;
            case VectorWidth.Vector128:
                MakeRow<Lanes128>(words, row, deviation);
                break;
            default:
                MakeRow<Lanes1>(words, row, deviation);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MakeRow<TLanes>(Span<uint> words, Span<float> row, float deviation)
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
