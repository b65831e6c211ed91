namespace DropoutGen.Generator.Plan;

/// <summary>
/// A product with the rows of a group in the lanes: for each unit of a list, the sum over the units of another list of a
/// weight times the vector of the group's values. Nothing is computed for units that are not listed. The same choreography is
/// a forward pass and an input gradient.
/// </summary>
/// <param name="Rows">Rows of a group.</param>
/// <param name="ResultCapacity">Units from one group to the next in the list of results, and in what they are written to.</param>
/// <param name="ReductionCapacity">Units from one group to the next in the list that sums run over; 0 where all groups have the same.</param>
/// <param name="LeftCapacity">Units from one group to the next in what is multiplied.</param>
/// <param name="HasBias">Whether the sums start from a bias rather than zero.</param>
/// <param name="Operations">Multiply-adds a row if nothing were left out.</param>
/// <param name="Epilogue">What happens to the sums.</param>
internal sealed record GroupProductPlan(
    string Name,
    string Purpose,
    int Rows,
    int ResultCapacity,
    int ReductionCapacity,
    int LeftCapacity,
    bool HasBias,
    int Operations,
    EpiloguePlan Epilogue) : KernelPlan(Name, Purpose)
{
    /// <inheritdoc/>
    public override EpiloguePlan Fused => Epilogue;

    /// <summary>
    /// Units of a tile. Each has a register of its own for its address, which allows 8; 256 bits have 16 vector registers.
    /// </summary>
    public static int TileUnits(InstructionSet set, int rows) =>
        set == InstructionSet.Vector512 ? 8 : rows > 16 ? 3 : 6;
}

/// <summary>
/// A weight's gradient where one side was dropped by groups of rows: tiles of units that mostly the same groups keep, by
/// columns of the other side, summed over the groups that keep any of them.
/// </summary>
/// <param name="Rows">Rows of a group.</param>
/// <param name="Columns">Columns of the other side, padded.</param>
/// <param name="PanelWidth">Columns in one panel of the weight.</param>
/// <param name="PanelRows">Rows in one panel of the weight, padding included.</param>
/// <param name="OtherStride">Floats from row to row of the other side.</param>
/// <param name="Units">Number of units on the dropped side.</param>
internal sealed record GroupWeightGradientPlan(
    string Name, string Purpose, int Rows, int Columns, int PanelWidth, int PanelRows, int OtherStride, int Units)
    : KernelPlan(Name, Purpose)
{
    /// <summary>Units of a tile: the library sorts them into tiles of as many.</summary>
    public const int TileUnits = 4;

    /// <summary>
    /// Vectors of columns in a tile. Whole panels, or whole parts of one; where a panel is a single vector, whatever leaves the
    /// fewest columns over.
    /// </summary>
    public static int TileVectors(InstructionSet set, int columns, int panelWidth)
    {
        if (set != InstructionSet.Vector512)
        {
            return 2;
        }

        int vectors = columns / Layouts.Granularity;
        return (panelWidth / Layouts.Granularity) switch
        {
            4 => 4,
            3 => 3,
            2 => 4,
            _ => new[] { 5, 4, 6 }.OrderBy(width => (width - (vectors % width)) % width).First(),
        };
    }
}
