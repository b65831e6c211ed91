using DropoutGen.CompilerServices;

namespace DropoutGen.Runtime.Tests.Masks;

/// <summary>Masks drawn ahead for several passes are those that each pass would draw for itself.</summary>
public sealed class MasksAheadTests
{
    public static TheoryData<VectorWidth> Widths =>
        [.. Enum.GetValues<VectorWidth>().Where(static width => width <= VectorWidths.Default)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_pass_finds_its_own_bits(VectorWidth width) => Assert.All(
        new[] { 1, 7, 32, 64, 128 },
        units => Assert.All(new[] { 0.5, 0.25, 0.3, 0.9 }, rate =>
        {
            var layout = new MaskLayout(units);
            var keep = new KeepProbability(rate);
            int firstRow = 3 * layout.RowsPerBlock;
            int rows = Math.Min(2, layout.RowsPerBlock);
            var buffer = new uint[layout.WordCount(rows)];
            var expected = new uint[layout.WordCount(rows)];
            MasksAhead ahead = default;
            const ulong Last = uint.MaxValue - 40UL;
            foreach (ulong pass in new ulong[] { 0, 1, 2, 15, 16, 17, 40, 39, 5, Last, Last + 1, (1UL << 32) + 3 })
            {
                Assert.True(MasksAhead.Fits(layout, keep, pass, firstRow, rows));
                int start = ahead.Find(width, buffer, layout, site: 5, seed: 0x123456789ABCDEFUL, pass, firstRow, keep);
                MaskGenerator.Fill(VectorWidth.Scalar, expected, layout, 5, 0x123456789ABCDEFUL, pass, 1, firstRow, rows, keep);
                int words = ((rows * layout.RowBits) + 31) / 32;
                uint lastWord = rows * layout.RowBits % 32 == 0 ? uint.MaxValue : (1u << (rows * layout.RowBits % 32)) - 1;
                for (int word = 0; word < words; word++)
                {
                    uint relevant = word == words - 1 ? lastWord : uint.MaxValue;
                    Assert.Equal(expected[word] & relevant, buffer[start + word] & relevant);
                }
            }
        }));

    [Fact]
    public void A_changed_rate_or_seed_draws_anew()
    {
        var layout = new MaskLayout(128);
        var buffer = new uint[layout.WordCount(1)];
        MasksAhead ahead = default;
        ahead.Find(VectorWidth.Scalar, buffer, layout, 0, seed: 1, pass: 0, 0, new KeepProbability(0.5));
        uint[] half = buffer[4..8];
        int start = ahead.Find(VectorWidth.Scalar, buffer, layout, 0, seed: 1, pass: 1, 0, new KeepProbability(0.9));
        Assert.Equal(0, start);
        Assert.True(Ones(buffer.AsSpan(0, 4)) < Ones(half));
        Assert.Equal(0, ahead.Find(VectorWidth.Scalar, buffer, layout, 0, seed: 2, pass: 1, 0, new KeepProbability(0.9)));
        Assert.Equal(4, ahead.Find(VectorWidth.Scalar, buffer, layout, 0, seed: 2, pass: 2, 0, new KeepProbability(0.9)));
    }

    [Fact]
    public void Rows_beyond_a_block_and_passes_beyond_32_bits_do_not_fit() => Assert.Multiple(
        static () => Assert.False(MasksAhead.Fits(new MaskLayout(64), new KeepProbability(0.5), 0, 0, rows: 3)),
        static () => Assert.False(MasksAhead.Fits(new MaskLayout(64), new KeepProbability(0.5), 0, 1, rows: 1)),
        static () => Assert.False(MasksAhead.Fits(new MaskLayout(64), new KeepProbability(0), 0, 0, rows: 1)),
        static () => Assert.False(MasksAhead.Fits(new MaskLayout(64), new KeepProbability(0.5), uint.MaxValue - 3, 0, rows: 1)));

    private static int Ones(ReadOnlySpan<uint> words)
    {
        int ones = 0;
        foreach (uint word in words)
        {
            ones += System.Numerics.BitOperations.PopCount(word);
        }

        return ones;
    }
}
