namespace DropoutGen.CompilerServices;

/// <summary>Makes a row of factors of a row of random words.</summary>
internal interface INoise
{
    /// <summary>Makes a row.</summary>
    /// <param name="words">Whole groups of words.</param>
    /// <param name="row">Receives the factors; a multiple of 16.</param>
    void MakeRow<TLanes>(Span<uint> words, Span<float> row)
        where TLanes : struct, ILanes<TLanes>;
}

/// <summary>
/// Draws factors row by row, with the bits of the mask contract: word i of a row is word i mod 4 of the slice 0 of block i / 4.
/// </summary>
internal static class NoiseRows
{
    // One slice of a mask with keep probability one half is the random words themselves.
    private const int SingleSlice = 1 << 15;

    // Blocks drawn at once, and the room behind them that the generator may write to.
    private const int BlocksAtOnce = 64;
    private const int SlackBlocks = 16;

    /// <summary>Words of scratch that drawing needs.</summary>
    public static int ScratchWords(int blocksPerRow) => (Math.Max(BlocksAtOnce, blocksPerRow) + SlackBlocks) * MaskLayout.BlockWords;

    /// <summary>Draws the factors of a range of rows.</summary>
    /// <param name="noise">What the factors are.</param>
    /// <param name="width">Vector width to use.</param>
    /// <param name="destination">Receives the rows, a stride apart.</param>
    /// <param name="stride">Floats from one row to the next, a multiple of 16.</param>
    /// <param name="length">Floats of a row, a multiple of 16.</param>
    /// <param name="blocksPerRow">Blocks of the generator that a row takes.</param>
    /// <param name="scratch">At least <see cref="ScratchWords"/> words.</param>
    /// <param name="counter">Seed, pass and site.</param>
    /// <param name="firstRow">First row.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Fill<TNoise>(
        TNoise noise,
        VectorWidth width,
        Span<float> destination,
        int stride,
        int length,
        int blocksPerRow,
        Span<uint> scratch,
        (ulong Seed, ulong Pass, int Site) counter,
        int firstRow,
        int rows)
        where TNoise : struct, INoise
    {
        var blocks = new MaskBlocks(counter.Seed, counter.Pass, counter.Site, blocksPerRow, SingleSlice);
        int words = blocksPerRow * MaskLayout.BlockWords;
        int atOnce = Math.Max(1, BlocksAtOnce / blocksPerRow);
        for (int row = 0; row < rows; row += atOnce)
        {
            int count = Math.Min(atOnce, rows - row);
            blocks.Draw(width, scratch, firstRow + row, count * blocksPerRow);
            for (int i = 0; i < count; i++)
            {
                MakeRow(noise, width, scratch.Slice(i * words, words), destination.Slice((row + i) * stride, length));
            }
        }
    }

    private static void MakeRow<TNoise>(TNoise noise, VectorWidth width, Span<uint> words, Span<float> row)
        where TNoise : struct, INoise
    {
        switch (width)
        {
            case VectorWidth.Vector512:
                noise.MakeRow<Lanes512>(words, row);
                break;
            case VectorWidth.Vector256:
                noise.MakeRow<Lanes256>(words, row);
                break;
            case VectorWidth.Vector128:
                noise.MakeRow<Lanes128>(words, row);
                break;
            default:
                noise.MakeRow<Lanes1>(words, row);
                break;
        }
    }
}
