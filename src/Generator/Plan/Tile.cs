namespace DropoutGen.Generator.Plan;

/// <summary>The accumulators that a kernel keeps in registers: Rows x Vectors.</summary>
internal sealed record Tile(int Rows, int Vectors)
{
    /// <summary>The tile of a product whose right side is stored in panels of the given width: rows x columns.</summary>
    /// <remarks>
    /// A tile is worth at least one multiply-add a load, needs four accumulators to hide the latency, and leaves
    /// registers for its own operands. With 512 bits there are 32 registers; the right side streams from the second-level
    /// cache once for each tile of rows, so more rows are better: 6 x 4, 8 x 3, 8 x 2, 16 x 1. All other widths are
    /// treated as having 16 registers, where 6 x 2 is the largest that does not spill.
    /// </remarks>
    public static Tile ForProduct(InstructionSet set, int panelWidth) => set switch
    {
        InstructionSet.Scalar => new Tile(4, 2),
        InstructionSet.Vector512 => (panelWidth / Layouts.Granularity) switch
        {
            4 => new Tile(6, 4),
            3 => new Tile(8, 3),
            2 => new Tile(8, 2),
            _ => new Tile(16, 1),
        },
        _ => new Tile(6, 2),
    };

    /// <summary>The tile of a weight gradient: inputs x units.</summary>
    /// <remarks>
    /// Both sides are walked along the rows of the batch, a different cache line each: two vectors of the gradient for
    /// 128 rows are 16 K, which with the inputs' lines still fits the first-level cache; four vectors do not.
    /// </remarks>
    public static Tile ForWeightGradient(InstructionSet set, int panelWidth) =>
        set == InstructionSet.Vector512 && panelWidth % (2 * Layouts.Granularity) == 0
            ? new Tile(8, 2)
            : ForProduct(set, panelWidth);

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
