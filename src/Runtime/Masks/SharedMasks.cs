namespace DropoutGen.CompilerServices;

/// <summary>Masks that all rows of a pass share: one is drawn and repeated, so that kernels read masks as ever.</summary>
internal static class SharedMasks
{
    /// <summary>Words of scratch for a number of passes.</summary>
    public static int ScratchWords(MaskLayout layout, int passes) => layout.WordCount(passes);

    /// <summary>Draws the mask of each pass, one behind the other, and repeats it over the pass's rows.</summary>
    /// <param name="width">Vector width to use.</param>
    /// <param name="destination">Receives row r of pass t at bit (t * rows + r) * RowBits.</param>
    /// <param name="scratch">At least <see cref="ScratchWords"/> words.</param>
    /// <param name="layout">Layout of the masks.</param>
    /// <param name="site">Number of the dropout.</param>
    /// <param name="key">Seed and first pass.</param>
    /// <param name="passes">Number of passes.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="keep">Probability to keep a unit.</param>
    public static void Fill(
        VectorWidth width,
        Span<uint> destination,
        Span<uint> scratch,
        MaskLayout layout,
        int site,
        MaskKey key,
        int passes,
        int rows,
        KeepProbability keep)
    {
        MaskGenerator.Fill(width, scratch, layout, site, key.Seed, key.Pass, passes, key.MaskRow(0), rows: 1, keep);
        for (int t = 0; t < passes; t++)
        {
            long to = (long)t * rows * layout.RowBits;
            int from = t * layout.RowBits;
            for (int row = 0; row < rows; row++, to += layout.RowBits)
            {
                MaskGenerator.MoveBits(scratch, from, destination, to, layout.RowBits);
            }
        }
    }

    /// <summary>Repeats the first row of a matrix.</summary>
    public static void RepeatRow(Span<float> matrix, int stride, int rows)
    {
        for (int row = 1; row < rows; row++)
        {
            matrix[..stride].CopyTo(matrix.Slice(row * stride, stride));
        }
    }
}
