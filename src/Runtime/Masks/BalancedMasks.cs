using System.Numerics;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Masks that keep exactly 8 of each 16 consecutive units. The choice for units 16 i to 16 i + 15 comes from word i of the
/// row, which is word i mod 4 of block i / 4 of slice 0: with the 12,870 numbers of 16 bits that have 8 ones in rising order,
/// it is number (word * 12,870) >> 32. Of a last block that is not full, the first bits are taken.
/// </summary>
internal static class BalancedMasks
{
    private const int BlockUnits = 16;

    private static readonly ushort[] s_choices =
        [.. Enumerable.Range(0, 1 << BlockUnits).Where(static bits => BitOperations.PopCount((uint)bits) == BlockUnits / 2).Select(static bits => (ushort)bits)];

    private static int ThresholdOfOneSlice => new KeepProbability(0.5).Threshold;

    /// <summary>Words of scratch, behind the masks themselves, that <see cref="Fill"/> takes.</summary>
    public static int WordCount(MaskLayout layout, int rows) =>
        (rows * GeneratorBlocks(layout) * MaskLayout.BlockWords) + MaskLayout.SlackWords;

    /// <summary>Draws the masks of a range of rows for a pass.</summary>
    /// <param name="width">Vector width to use; the bits do not depend on it.</param>
    /// <param name="destination">Receives the masks in the layout; behind them stands the scratch.</param>
    /// <param name="layout">Layout of the layer's masks.</param>
    /// <param name="site">Number of the dropout in its network.</param>
    /// <param name="seed">Key.</param>
    /// <param name="pass">Step or pass.</param>
    /// <param name="firstRow">First row.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Fill(
        VectorWidth width, Span<uint> destination, MaskLayout layout, int site, ulong seed, ulong pass, int firstRow, int rows)
    {
        int blocks = GeneratorBlocks(layout);
        Span<uint> words = destination[layout.WordCount(rows)..];
        new MaskBlocks(seed, pass, site, blocks, ThresholdOfOneSlice).Draw(width, words, firstRow, rows * blocks);
        destination[..layout.WordCount(rows)].Clear();
        for (int row = 0; row < rows; row++)
        {
            long bit = (long)row * layout.RowBits;
            for (int first = 0, word = row * blocks * MaskLayout.BlockWords; first < layout.Units; first += BlockUnits, word++)
            {
                uint choice = s_choices[(int)(((ulong)words[word] * (uint)s_choices.Length) >> 32)];
                uint kept = choice & ((1u << Math.Min(BlockUnits, layout.RowBits)) - 1);
                long at = bit + first;
                destination[(int)(at / 32)] |= kept << (int)(at % 32);
            }
        }
    }

    private static int GeneratorBlocks(MaskLayout layout) =>
        (layout.Units + (BlockUnits * MaskLayout.BlockWords) - 1) / (BlockUnits * MaskLayout.BlockWords);
}
