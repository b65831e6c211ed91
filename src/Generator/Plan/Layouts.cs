namespace DropoutGen.Generator.Plan;

/// <summary>Paddings that storage and workspace share.</summary>
internal static class Layouts
{
    /// <summary>Everything is padded to the widest vector, so that the layout does not depend on the width in use.</summary>
    public const int Granularity = 16;

    private const int PageFloats = 4096 / sizeof(float);

    public static int Padded(int columns) => (columns + Granularity - 1) / Granularity * Granularity;

    /// <summary>Columns in one panel of a matrix: 4, 2, 3 or 1 of the widest vectors, whatever divides its padded width.</summary>
    public static int PanelWidth(int columns)
    {
        int vectors = Padded(columns) / Granularity;
        int chosen = vectors % 4 == 0 ? 4 : vectors % 2 == 0 ? 2 : vectors % 3 == 0 ? 3 : 1;
        return chosen * Granularity;
    }

    /// <summary>
    /// Rows in one panel of a stored weight, padding included: 4 more where panels would otherwise be a multiple of 4 KiB
    /// apart, because sums along the storage walk across the panels and all of them would fall into the same cache sets.
    /// </summary>
    public static int PanelRows(int rows, int columns)
    {
        int width = PanelWidth(columns);
        return Padded(columns) > width && rows * width % PageFloats == 0 ? rows + 4 : rows;
    }

    /// <summary>
    /// Whether an input gradient transposes the weight first. It is cheaper than adding up vectors of partial sums where
    /// the sums are no longer than two vectors.
    /// </summary>
    public static bool TransposesForInputGradient(int units) => Padded(units) <= 2 * Granularity;

    /// <summary>Rows in a transposed weight: units, padded to the blocks of 4 x 4 that a transposition moves.</summary>
    public static int TransposedRows(int units) => (units + 3) / 4 * 4;

    /// <summary>
    /// Floats from one row to the next in a workspace buffer: an odd number of cache lines for wide rows, so that the
    /// rows of a tile do not fall into the same cache set.
    /// </summary>
    public static int Stride(int columns)
    {
        int padded = Padded(columns);
        return padded >= 128 && padded / Granularity % 2 == 0 ? padded + Granularity : padded;
    }

    /// <summary>
    /// Whether rows of the caller's inputs are so far apart that the rows of a batch fall into few sets of the first-level
    /// cache (64 sets of lines): they are copied into a buffer with a better stride.
    /// </summary>
    public static bool NeedsPaddedInputs(int inputs) => inputs % (8 * Granularity) == 0;

    /// <summary>
    /// Whether arrays of a weight's size are together larger than the second-level cache (1 MiB): a kernel that walks them
    /// then asks for the next tile's part while it computes this one's.
    /// </summary>
    public static bool NeedsPrefetch(int inputs, int columns, int arrays) =>
        (long)inputs * columns * arrays * sizeof(float) > 1 << 20;

    /// <summary>Bits from one row's mask to the next; the mask contract's layout.</summary>
    public static int MaskRowBits(int units)
    {
        if (units >= 128)
        {
            return (units + 127) / 128 * 128;
        }

        int width = 1;
        while (width < units)
        {
            width *= 2;
        }

        return width;
    }
}
