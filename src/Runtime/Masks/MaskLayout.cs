using System.Numerics;

namespace DropoutGen;

/// <summary>
/// Where the mask bits of a layer stand: bit <c>row * RowBits + unit</c> of the buffer, bit u being bit u % 32 of word
/// u / 32. A block of the generator is 128 bits: rows of 128 units and more take whole blocks, narrower ones share one.
/// </summary>
public readonly record struct MaskLayout
{
    internal const int BlockBits = 128;
    internal const int BlockWords = BlockBits / 32;

    // A vector kernel stores up to 16 blocks at a time.
    internal const int SlackWords = 16 * BlockWords;

    /// <summary>Makes the layout for a layer.</summary>
    /// <param name="units">Number of units, 1 or above.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is below 1.</exception>
    public MaskLayout(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
        RowBits = units >= BlockBits
            ? (units + BlockBits - 1) / BlockBits * BlockBits
            : (int)BitOperations.RoundUpToPowerOf2((uint)units);
    }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Bits from one row to the next.</summary>
    public int RowBits { get; }

    /// <summary>Blocks that a row takes; 1 if it shares one.</summary>
    public int BlocksPerRow => Math.Max(1, RowBits / BlockBits);

    /// <summary>Rows that share a block; 1 if a row takes whole blocks.</summary>
    public int RowsPerBlock => Math.Max(1, BlockBits / RowBits);

    /// <summary>Words of a buffer for a number of rows, with room for the generator's last store.</summary>
    /// <param name="rows">Number of rows, 0 or above.</param>
    public int WordCount(int rows) =>
        checked((int)(((long)rows * RowBits + BlockBits - 1) / BlockBits * BlockWords) + SlackWords);
}
