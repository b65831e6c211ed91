namespace DropoutGen.CompilerServices;

/// <summary>
/// Masks that are drawn once for several rows, or in a way of their own: they are drawn aside, and each row gets a copy of
/// its own, so that kernels find the bits of any dropout in the same place.
/// </summary>
internal static class MaskRows
{
    /// <summary>The row that the mask contract counts for a row of the batch: for all rows the first, if a pass has one mask.</summary>
    public static int Of(DropoutDefinition dropout, MaskKey key, int row) => key.IsShared ? 0 : row / dropout.RowsPerMask;

    /// <summary>Whether a dropout's masks are drawn aside.</summary>
    public static bool AreSpread(DropoutDefinition dropout, MaskKey key) =>
        key.IsShared || dropout.RowsPerMask > 1 || dropout.Balanced;

    /// <summary>Draws the masks of a range of rows and passes, one pass behind the other.</summary>
    public static void Draw(
        VectorWidth width,
        DropoutState dropout,
        Workspace workspace,
        int site,
        MaskKey key,
        int passes,
        int firstRow,
        int rows)
    {
        MaskLayout layout = dropout.Layout;
        Span<uint> destination = workspace.MaskSpan(site);
        if (dropout.Keep.SliceCount == 0)
        {
            destination[..layout.WordCount(passes * rows)].Fill(uint.MaxValue);
            return;
        }

        int first = Of(dropout.Definition, key, firstRow);
        int masks = Of(dropout.Definition, key, firstRow + rows - 1) - first + 1;
        Span<uint> drawn = Scratch(workspace, dropout, site, key);
        for (int t = 0; t < passes; t++)
        {
            ulong pass = unchecked(key.Pass + (ulong)t);
            if (dropout.Definition.Balanced)
            {
                BalancedMasks.Fill(width, drawn, layout, site, key.Seed, pass, first, masks);
            }
            else
            {
                MaskGenerator.Fill(width, drawn, layout, site, key.Seed, pass, passes: 1, first, masks, dropout.Keep);
            }

            for (int row = 0; row < rows; row++)
            {
                int from = (Of(dropout.Definition, key, firstRow + row) - first) * layout.RowBits;
                MaskGenerator.MoveBits(drawn, from, destination, (((long)t * rows) + row) * layout.RowBits, layout.RowBits);
            }
        }
    }

    // For the most rows of a pass, wherever in a group they start: it is allocated once.
    private static Span<uint> Scratch(Workspace workspace, DropoutState dropout, int site, MaskKey key)
    {
        int masks = Of(dropout.Definition, key, workspace.Rows - 1) + 2;
        return workspace.Draws(
            site,
            dropout.Layout.WordCount(masks) + (dropout.Definition.Balanced ? BalancedMasks.WordCount(dropout.Layout, masks) : 0));
    }
}
