using System.ComponentModel;
using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Draws dropout masks: a 1 bit keeps a unit. A bit is a function of (seed, pass, site, row, unit) alone, equal on every
/// vector width and however rows are split over calls.
/// </summary>
/// <remarks>
/// Philox4x32-10 with key = seed and counter words: row (or row / rows that share a block); slice | block &lt;&lt; 4 |
/// site &lt;&lt; 18; pass, low; pass, high. Slice s is the random bit of weight 2^-(s+1): the slices are combined along
/// the binary expansion of the keep probability, lowest bit first, by OR for a 1 and AND for a 0. So the bit says whether
/// a 16-bit uniform number is below the threshold, and a unit kept at one keep probability is kept at every higher one.
/// </remarks>
public static class MaskGenerator
{
    private const int SiteLimit = 1 << 14;
    private const int BlockLimit = 1 << 14;

    // Blocks that are drawn at once where rows must be moved to their places: a whole number of every width's vectors.
    private const int ScratchBlocks = 16;

    /// <summary>Draws the masks of a range of rows for a range of passes, one pass behind the other.</summary>
    /// <param name="width">Vector width to use; the bits do not depend on it.</param>
    /// <param name="destination">
    /// Receives row r of pass t at bit ((t - firstPass) * rows + r - firstRow) * RowBits; at least
    /// <see cref="MaskLayout.WordCount"/> of passes * rows words, of which those behind the last row are scratch.
    /// </param>
    /// <param name="layout">Layout of the layer's masks.</param>
    /// <param name="site">Number of the dropout in its network, below 16,384.</param>
    /// <param name="seed">Key.</param>
    /// <param name="firstPass">First step or pass.</param>
    /// <param name="passes">Number of passes.</param>
    /// <param name="firstRow">First row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="keep">Probability to keep a unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public static void Fill(
        VectorWidth width,
        Span<uint> destination,
        MaskLayout layout,
        int site,
        ulong seed,
        ulong firstPass,
        int passes,
        int firstRow,
        int rows,
        KeepProbability keep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(passes);
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (rows > int.MaxValue - firstRow)
        {
            throw new ArgumentOutOfRangeException(
                nameof(rows), rows, $"Rows from {firstRow} on end behind the last one, {int.MaxValue - 1}.");
        }

        if ((uint)site >= SiteLimit)
        {
            throw new ArgumentOutOfRangeException(nameof(site), site, $"A site must be 0 to {SiteLimit - 1}.");
        }

        if (layout.Units < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(layout), layout.Units, "A layout must have 1 unit or above.");
        }

        if (layout.BlocksPerRow > BlockLimit)
        {
            throw new ArgumentOutOfRangeException(
                nameof(layout), layout.Units, $"A masked layer has at most {BlockLimit * MaskLayout.BlockBits} units.");
        }

        if ((long)passes * rows > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(passes), passes, $"{rows} rows in each pass are too many.");
        }

        int needed = layout.WordCount(passes * rows);
        if (destination.Length < needed)
        {
            throw new ArgumentException(
                $"The masks of {passes} x {rows} rows take {needed} words, the destination has {destination.Length}.",
                nameof(destination));
        }

        if (keep.SliceCount == 0)
        {
            destination[..needed].Fill(uint.MaxValue);
            return;
        }

        if (IsWideAcrossPasses(layout, firstPass, passes, rows))
        {
            FillAcrossPasses(width, destination, layout, site, seed, firstPass, passes, firstRow, rows, keep);
            return;
        }

        for (int t = 0; t < passes; t++)
        {
            var blocks = new MaskBlocks(seed, unchecked(firstPass + (ulong)t), site, layout.BlocksPerRow, keep.Threshold);
            long firstBit = (long)t * rows * layout.RowBits;
            if (firstBit % MaskLayout.BlockBits == 0 && firstRow % layout.RowsPerBlock == 0)
            {
                int count = (int)((((long)rows * layout.RowBits) + MaskLayout.BlockBits - 1) / MaskLayout.BlockBits);
                blocks.Draw(width, destination[(int)(firstBit / 32)..], firstRow / layout.RowsPerBlock, count);
            }
            else
            {
                FillMoved(width, destination, layout, blocks, firstBit, firstRow, rows);
            }
        }
    }

    // Many passes over few rows: a vector then holds a block of many passes rather than many blocks of one.
    private static bool IsWideAcrossPasses(MaskLayout layout, ulong firstPass, int passes, int rows) =>
        passes >= MaskBlocks.PassesAhead / 2
        && (long)rows * layout.RowBits <= MaskBlocks.PassesAhead / 4 * MaskLayout.BlockBits
        && (uint)firstPass <= uint.MaxValue - (uint)passes - MaskBlocks.PassesAhead;

    private static void FillAcrossPasses(
        VectorWidth width,
        Span<uint> destination,
        MaskLayout layout,
        int site,
        ulong seed,
        ulong firstPass,
        int passes,
        int firstRow,
        int rows,
        KeepProbability keep)
    {
        Span<uint> scratch = stackalloc uint[MaskBlocks.PassesAhead * MaskLayout.BlockWords];
        int end = firstRow + rows;
        for (int done = 0; done < passes; done += MaskBlocks.PassesAhead)
        {
            int count = Math.Min(MaskBlocks.PassesAhead, passes - done);
            var blocks = new MaskBlocks(seed, firstPass + (ulong)done, site, layout.BlocksPerRow, keep.Threshold);
            for (int row = firstRow; row < end;)
            {
                int counted = row / layout.RowsPerBlock;
                int next = Math.Min(end, (counted + 1) * layout.RowsPerBlock);
                for (int block = 0; block < layout.BlocksPerRow; block++)
                {
                    blocks.DrawAhead(width, scratch, counted, block);
                    for (int t = 0; t < count; t++)
                    {
                        ReadOnlySpan<uint> drawn = scratch.Slice(t * MaskLayout.BlockWords, MaskLayout.BlockWords);
                        long to = (((long)(done + t) * rows) + row - firstRow) * layout.RowBits;
                        int bits = Math.Min(layout.RowBits, MaskLayout.BlockBits);
                        for (int r = row; r < next; r++, to += layout.RowBits)
                        {
                            MoveBits(drawn, (r % layout.RowsPerBlock) * layout.RowBits, destination, to + ((long)block * MaskLayout.BlockBits), bits);
                        }
                    }
                }

                row = next;
            }
        }
    }

    // Rows that share blocks, where the destination is not aligned to them: draw aside and move each row's bits.
    private static void FillMoved(
        VectorWidth width, Span<uint> destination, MaskLayout layout, MaskBlocks blocks, long firstBit, int firstRow, int rows)
    {
        Span<uint> scratch = stackalloc uint[ScratchBlocks * MaskLayout.BlockWords];
        int end = firstRow + rows;
        int row = firstRow;
        while (row < end)
        {
            int block = row / layout.RowsPerBlock;
            int last = (int)Math.Min(end, (long)(block + ScratchBlocks) * layout.RowsPerBlock);
            blocks.Draw(width, scratch, block, ((last - 1) / layout.RowsPerBlock) - block + 1);
            for (; row < last; row++)
            {
                int from = (row - (block * layout.RowsPerBlock)) * layout.RowBits;
                long to = firstBit + ((long)(row - firstRow) * layout.RowBits);
                MoveBits(scratch, from, destination, to, layout.RowBits);
            }
        }
    }

    // A power of two bits at a multiple of itself: never across words, or whole words.
    internal static void MoveBits(ReadOnlySpan<uint> source, int from, Span<uint> destination, long to, int count)
    {
        if (count >= 32)
        {
            source.Slice(from / 32, count / 32).CopyTo(destination[(int)(to / 32)..]);
            return;
        }

        uint field = (1u << count) - 1;
        uint bits = (source[from / 32] >> (from % 32)) & field;
        ref uint word = ref destination[(int)(to / 32)];
        int shift = (int)(to % 32);
        word = (word & ~(field << shift)) | (bits << shift);
    }
}
