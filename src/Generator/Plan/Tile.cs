using DropoutGen.Generator.Model;

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
    /// The update reads and writes the weight once for each batch, so a tile is as wide as a panel where registers allow:
    /// it then walks the storage from front to back. 4 x 4 is two multiply-adds a load.
    /// </remarks>
    public static Tile ForWeightGradient(InstructionSet set, int panelWidth) =>
        set == InstructionSet.Vector512 && panelWidth == 4 * Layouts.Granularity
            ? new Tile(4, 4)
            : ForProduct(set, panelWidth);

    /// <summary>The tile of sums along the storage: rows x 4 columns, each a vector of partial sums.</summary>
    /// <remarks>Four, because four vectors are added up together. 4 x 4 is two multiply-adds a load.</remarks>
    public static Tile ForDotProducts(InstructionSet set) => new(set == InstructionSet.Vector512 ? 4 : 2, 4);

    /// <summary>The tile of sums along the storage for a single column: four rows, whose vectors are added up together.</summary>
    public static Tile SingleColumn { get; } = new(4, 1);

    /// <summary>Row counts of the tiles of sums along the storage: one row keeps four accumulators busy too.</summary>
    /// <param name="isRare">Whether speed counts less than the code's length: single rows alone.</param>
    public EquatableArray<int> DotProductRowSteps(bool isRare) => new(isRare ? [1] : [Rows, 1]);

    /// <summary>
    /// Row counts of the tiles that take the rows left over, largest first: few, since each is code, but none so far
    /// below the one before that its accumulators could not hide the latency.
    /// </summary>
    public EquatableArray<int> RowSteps => new(Rows switch
    {
        16 => [16, 4, 1],
        8 => [8, 4, 2, 1],
        6 => [6, 2, 1],
        _ => [4, 1],
    });
}
