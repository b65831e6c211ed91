namespace DropoutGen.CompilerServices;

/// <summary>
/// The masks of one dropout for the next passes over the same few rows, drawn together: a step on one row of a small
/// network takes less time than drawing a vector of blocks.
/// </summary>
internal struct MasksAhead
{
    private ulong _seed;
    private ulong _firstPass;
    private int _firstRow;
    private int _threshold;

    /// <summary>Whether the rows of a pass fit into one block, and neither the next passes nor the rows leave it.</summary>
    public static bool Fits(MaskLayout layout, KeepProbability keep, ulong pass, int firstRow, int rows) =>
        rows * layout.RowBits <= MaskLayout.BlockBits
        && keep.SliceCount > 0
        && firstRow % layout.RowsPerBlock == 0
        && (uint)pass <= uint.MaxValue - MaskBlocks.PassesAhead;

    /// <summary>Word where the masks of a pass over the first rows start, if they were drawn.</summary>
    public readonly bool TryFind(ulong seed, ulong pass, KeepProbability keep, out int word)
    {
        word = Word(pass);
        return Holds(seed, pass, 0, keep);
    }

    /// <summary>Word where the pass's masks start in <paramref name="destination"/>; draws them and the next if they are not there.</summary>
    public int Find(
        VectorWidth width, Span<uint> destination, MaskLayout layout, int site, ulong seed, ulong pass, int firstRow, KeepProbability keep)
    {
        if (!Holds(seed, pass, firstRow, keep))
        {
            new MaskBlocks(seed, pass, site, 1, keep.Threshold).DrawAhead(width, destination, firstRow / layout.RowsPerBlock, 0);
            _seed = seed;
            _firstPass = pass;
            _firstRow = firstRow;
            _threshold = keep.Threshold;
        }

        return Word(pass);
    }

    /// <summary>Forgets what was drawn: something else was written to its place.</summary>
    public void Clear() => _threshold = 0;

    private readonly bool Holds(ulong seed, ulong pass, int firstRow, KeepProbability keep) =>
        _threshold == keep.Threshold && _seed == seed && _firstRow == firstRow && pass - _firstPass < MaskBlocks.PassesAhead;

    private readonly int Word(ulong pass) => (int)(pass - _firstPass) * MaskLayout.BlockWords;
}
