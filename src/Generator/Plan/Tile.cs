namespace DropoutGen.Generator.Plan;

/// <summary>The accumulators that a kernel keeps in registers: Rows x Vectors.</summary>
internal sealed record Tile(int Rows, int Vectors)
{
    /// <summary>
    /// The tile for a product whose right side is stored in panels of the given width.
    /// </summary>
    /// <remarks>
    /// 512 bits have 32 registers, all others are treated as having 16. A tile is worth at least one multiply-add a
    /// load and needs four accumulators to hide the latency; it leaves registers for its own operands. With 512 bits
    /// 4 x 4, 8 x 2, 8 x 3 and 16 x 1 are equal in the first-level cache, and the panel's width decides; with 16
    /// registers 6 x 2 is the largest that does not spill.
    /// </remarks>
    public static Tile For(InstructionSet set, int panelWidth)
    {
        if (set == InstructionSet.Scalar)
        {
            return new Tile(4, 2);
        }

        if (set != InstructionSet.Vector512)
        {
            return new Tile(6, 2);
        }

        int vectors = panelWidth / 16;
        return vectors switch
        {
            4 => new Tile(4, 4),
            3 => new Tile(8, 3),
            2 => new Tile(8, 2),
            _ => new Tile(16, 1),
        };
    }

    /// <summary>Row counts of the tiles that take the rows left over, largest first.</summary>
    public IEnumerable<int> RowSteps()
    {
        for (int rows = Rows; rows > 1; rows = LargestPowerOfTwoBelow(rows))
        {
            yield return rows;
        }

        yield return 1;
    }

    private static int LargestPowerOfTwoBelow(int value)
    {
        int power = 1;
        while (power * 2 < value)
        {
            power *= 2;
        }

        return power;
    }
}
