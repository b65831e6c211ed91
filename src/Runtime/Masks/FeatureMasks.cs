using System.Collections.Immutable;

namespace DropoutGen.CompilerServices;

/// <summary>Spreads the mask bits of features over their columns; columns of no feature are always kept.</summary>
internal static class FeatureMasks
{
    /// <param name="source">Masks with a bit for each feature.</param>
    /// <param name="sourceLayout">Their layout.</param>
    /// <param name="features">The features.</param>
    /// <param name="destination">Receives masks with a bit for each column.</param>
    /// <param name="layout">Their layout.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="sharesRow">Whether the first row's mask is that of all rows.</param>
    public static void Spread(
        ReadOnlySpan<uint> source,
        MaskLayout sourceLayout,
        ImmutableArray<DropoutFeature> features,
        Span<uint> destination,
        MaskLayout layout,
        int rows,
        bool sharesRow)
    {
        destination.Fill(uint.MaxValue);
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < features.Length; feature++)
            {
                if (!Bit(source, ((sharesRow ? 0L : row) * sourceLayout.RowBits) + feature))
                {
                    foreach (int column in features[feature].Columns)
                    {
                        long bit = ((long)row * layout.RowBits) + column;
                        destination[(int)(bit / 32)] &= ~(1u << (int)(bit % 32));
                    }
                }
            }
        }
    }

    private static bool Bit(ReadOnlySpan<uint> words, long bit) => (words[(int)(bit / 32)] >> (int)(bit % 32) & 1) != 0;
}
