using DropoutGen.Benchmarks.Masks.Reference;

namespace DropoutGen.Benchmarks.Masks;

/// <summary>A fill of masks by the library and by the reference, in turns.</summary>
internal sealed class Comparison
{
    private const ulong Seed = 0x0123_4567_89AB_CDEF;

    private readonly RepeatedWork _ours;
    private readonly RepeatedWork _reference;

    /// <param name="width">Vector width.</param>
    /// <param name="keep">Keep probability.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="rows">Rows, of which all units together are a multiple of the reference's groups.</param>
    public Comparison(VectorWidth width, KeepProbability keep, int units, int rows)
    {
        var layout = new MaskLayout(units);
        (Width, Keep, Units, Rows) = (width, keep, units, rows);
        var masks = new uint[layout.WordCount(rows)];
        var words = new uint[rows * layout.RowBits / 32];
        ulong pass = 0;
        _ours = new RepeatedWork(times =>
        {
            for (int i = 0; i < times; i++)
            {
                MaskGenerator.Fill(width, masks, layout, 0, Seed, pass++, 1, 0, rows, keep);
            }
        });
        _reference = new RepeatedWork(times =>
        {
            for (int i = 0; i < times; i++)
            {
                ReferenceFill.Run(width, words, keep.Threshold, Seed + pass++);
            }
        });
    }

    public VectorWidth Width { get; }

    public KeepProbability Keep { get; }

    public int Units { get; }

    public int Rows { get; }

    /// <summary>Nanoseconds for each mask bit, ours and the reference's.</summary>
    public (double Ours, double Reference) Nanoseconds =>
        (_ours.Microseconds.Median * 1000 / Units / Rows, _reference.Microseconds.Median * 1000 / Units / Rows);

    /// <summary>Our time over the reference's, round by round.</summary>
    public Sample Ratio => new(_ours.Times.Zip(_reference.Times, static (ours, reference) => ours / reference));

    /// <summary>Our least time over the reference's: for a machine that others use too.</summary>
    public double LeastRatio => _ours.Microseconds.Least / _reference.Microseconds.Least;

    /// <summary>Whether the reference draws the same words, whatever their order.</summary>
    public static bool Agree(VectorWidth width, KeepProbability keep)
    {
        const int Rows = 64;
        var layout = new MaskLayout(128);
        var masks = new uint[layout.WordCount(Rows)];
        var words = new uint[Rows * layout.RowBits / 32];
        MaskGenerator.Fill(width, masks, layout, 0, Seed, 0, 1, 0, Rows, keep);
        ReferenceFill.Run(width, words, keep.Threshold, Seed);
        return masks.Take(words.Length).Order().SequenceEqual(words.Order());
    }

    /// <summary>Times both in turns.</summary>
    public void Run(int rounds)
    {
        RepeatedWork.WarmUp([_ours, _reference]);
        for (int round = 0; round < rounds; round++)
        {
            _ours.Measure();
            _reference.Measure();
        }
    }
}
