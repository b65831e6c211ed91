namespace DropoutGen.Generator.Plan;

/// <summary>Paddings that storage and workspace share.</summary>
internal static class Layouts
{
    /// <summary>Everything is padded to the widest vector, so that the layout does not depend on the width in use.</summary>
    public const int Granularity = 16;

    public static int Padded(int columns) => (columns + Granularity - 1) / Granularity * Granularity;

    /// <summary>Columns in one panel of a matrix: 4, 2, 3 or 1 of the widest vectors, whatever divides its padded width.</summary>
    public static int PanelWidth(int columns)
    {
        int vectors = Padded(columns) / Granularity;
        int chosen = vectors % 4 == 0 ? 4 : vectors % 2 == 0 ? 2 : vectors % 3 == 0 ? 3 : 1;
        return chosen * Granularity;
    }

    /// <summary>
    /// Floats from one row to the next in a workspace buffer: an odd number of cache lines for wide rows, so that the
    /// rows of a tile do not fall into the same cache set.
    /// </summary>
    public static int Stride(int columns)
    {
        int padded = Padded(columns);
        return padded >= 128 && padded / Granularity % 2 == 0 ? padded + Granularity : padded;
    }

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
