namespace DropoutGen.CompilerServices;

/// <summary>
/// Masks that keep or drop a residual branch: one bit for a row, or for several, by the mask contract of a layer of one unit. The bit
/// is then spread over the units of the branch, so that kernels find it where they find those of any dropout.
/// </summary>
internal static class PathMasks
{
    private const int WordBits = 32;

    /// <summary>Draws a pass's masks, and notes whether any row keeps the branch.</summary>
    public static void Draw(VectorWidth width, DropoutState dropout, Workspace workspace, int site, MaskKey key, int firstRow, int rows)
    {
        DropoutDefinition definition = dropout.Definition;
        int first = MaskRows.Of(definition, key, firstRow);
        int masks = MaskRows.Of(definition, key, firstRow + rows - 1) - first + 1;

        // For the most rows of a pass, wherever in a group they start: it is allocated once.
        Span<uint> drawn = workspace.Draws(site, dropout.Layout.WordCount(workspace.Rows + 1));
        ref MasksAhead ahead = ref workspace.Ahead(site);
        if (MasksAhead.Fits(dropout.Layout, dropout.Keep, key.Pass, first, masks))
        {
            int start = ahead.Find(width, drawn, dropout.Layout, site, key.Seed, key.Pass, first, dropout.Keep);
            drawn = drawn[start..];
        }
        else
        {
            ahead.Clear();
            MaskGenerator.Fill(width, drawn, dropout.Layout, site, key.Seed, key.Pass, passes: 1, first, masks, dropout.Keep);
        }

        bool isKept = false;
        Span<uint> destination = workspace.MaskSpan(site);
        int rowBits = new MaskLayout(definition.Units).RowBits;
        for (int row = 0; row < rows; row++)
        {
            int bit = MaskRows.Of(definition, key, firstRow + row) - first;
            bool keeps = (drawn[bit / WordBits] >> (bit % WordBits) & 1) != 0;
            isKept |= keeps;
            Fill(destination, row, rowBits, keeps);
        }

        workspace.SetBranchKept(site, isKept);
    }

    // A power of two bits for a row: a part of a word, or whole words.
    private static void Fill(Span<uint> destination, int row, int rowBits, bool value)
    {
        if (rowBits >= WordBits)
        {
            destination.Slice(row * (rowBits / WordBits), rowBits / WordBits).Fill(value ? uint.MaxValue : 0);
            return;
        }

        uint field = ((1u << rowBits) - 1) << (row * rowBits % WordBits);
        ref uint word = ref destination[row * rowBits / WordBits];
        word = value ? word | field : word & ~field;
    }
}
