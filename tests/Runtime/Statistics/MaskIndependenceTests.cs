using System.Numerics;
using DropoutGen.Runtime.Tests.Masks;

namespace DropoutGen.Runtime.Tests.Statistics;

/// <summary>
/// Pairs of units at one place against pairs at another, in tables of 4 x 4 (9 degrees of freedom), and kept counts
/// along each coordinate against their probability. Seeds are fixed, so a result is always the same.
/// </summary>
public class MaskIndependenceTests
{
    private const ulong Seed = 0x0DDB_A11_5EED;

    // 2^18 bits: 131,072 pairs, of which at rate 0.1 thirteen expected in the rarest cell of a table.
    private static readonly MaskRequest s_request = new(512, 512, 0, 1, 1_000, 4, Seed);

    public static TheoryData<double> Rates => [0.5, 0.1, 0.3];

    [Theory]
    [MemberData(nameof(Rates))]
    public void Units_are_independent(double rate)
    {
        uint[] words = s_request.Draw(VectorWidths.Default, rate);
        foreach (int distance in (ReadOnlySpan<int>)[2, 4, 8, 16, 30, 32, 64, 96, 126, 128, 130, 256, 384])
        {
            var table = new long[4, 4];
            for (int row = 0; row < s_request.Rows; row++)
            {
                for (int unit = 0; unit < s_request.Units; unit += 2)
                {
                    // Around the row's end, so that every distance has as many pairs.
                    int other = (unit + distance) % s_request.Units;
                    table[Pair(words, (row * 512) + unit), Pair(words, (row * 512) + other)]++;
                }
            }

            ChiSquare.AssertIndependent(table, $"units at distance {distance}, rate {rate}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Single_units_are_independent_of_their_neighbours(double rate)
    {
        uint[] words = s_request.Draw(VectorWidths.Default, rate);
        var table = new long[4, 2];
        for (int bit = 0; bit + 2 < s_request.BitCount; bit += 3)
        {
            table[Pair(words, bit), MaskRequest.Bit(words, bit + 2) ? 1 : 0]++;
        }

        ChiSquare.AssertIndependent(table, $"pair and the unit behind, rate {rate}");
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Rows_are_independent(double rate)
    {
        foreach (int distance in (ReadOnlySpan<int>)[1, 2, 8, 16, 512])
        {
            AssertIndependent(s_request, s_request with { FirstRow = distance }, rate, $"rows at distance {distance}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Rows_that_share_a_block_are_independent(double rate)
    {
        var narrow = new MaskRequest(16, 16_384, Seed: Seed);
        foreach (int distance in (ReadOnlySpan<int>)[1, 2, 7, 8])
        {
            AssertIndependent(narrow, narrow with { FirstRow = distance }, rate, $"narrow rows at distance {distance}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Passes_are_independent(double rate)
    {
        foreach (ulong distance in (ReadOnlySpan<ulong>)[1, 2, 1_024, 1ul << 32])
        {
            MaskRequest later = s_request with { FirstPass = s_request.FirstPass + distance };
            AssertIndependent(s_request, later, rate, $"passes at distance {distance}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Sites_are_independent(double rate)
    {
        foreach (int site in (ReadOnlySpan<int>)[0, 3, 5, 16_383])
        {
            AssertIndependent(s_request, s_request with { Site = site }, rate, $"sites 4 and {site}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Seeds_are_independent(double rate)
    {
        foreach (ulong flip in (ReadOnlySpan<ulong>)[1, 2, 1ul << 31, 1ul << 32, 1ul << 63, ulong.MaxValue])
        {
            AssertIndependent(s_request, s_request with { Seed = Seed ^ flip }, rate, $"seeds that differ by {flip:x}");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void No_coordinate_is_kept_more_often(double rate)
    {
        double keep = new KeepProbability(rate).Effective;
        uint[] words = s_request.Draw(VectorWidths.Default, rate);
        var units = new long[512];
        var rows = new long[512];
        for (int bit = 0; bit < s_request.BitCount; bit++)
        {
            int one = MaskRequest.Bit(words, bit) ? 1 : 0;
            units[bit % 512] += one;
            rows[bit / 512] += one;
        }

        ChiSquare.AssertBinomial(units, 512, keep, $"kept by unit, rate {rate}");
        ChiSquare.AssertBinomial(rows, 512, keep, $"kept by row, rate {rate}");

        var small = new MaskRequest(128, 32, Seed: Seed);
        long[] passes = Counts(pass => small with { FirstPass = (ulong)pass });
        long[] sites = Counts(site => small with { Site = site });
        long[] seeds = Counts(seed => small with { Seed = (ulong)seed });
        ChiSquare.AssertBinomial(passes, small.BitCount, keep, $"kept by pass, rate {rate}");
        ChiSquare.AssertBinomial(sites, small.BitCount, keep, $"kept by site, rate {rate}");
        ChiSquare.AssertBinomial(seeds, small.BitCount, keep, $"kept by seed, rate {rate}");

        long[] Counts(Func<int, MaskRequest> request) =>
            [.. Enumerable.Range(0, 256).Select(
                i => MaskRequest.CountOnes(request(i).DrawDefined(VectorWidths.Default, rate)))];
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void The_stream_of_bits_has_no_echo(double rate)
    {
        // 2^20 bits; the squared autocorrelations at lags 1 to 256, times their pairs, are 256 degrees of freedom.
        const int Lags = 256;
        var request = new MaskRequest(4096, 256, Seed: Seed);
        uint[] words = request.DrawDefined(VectorWidths.Default, rate);
        double keep = new KeepProbability(rate).Effective;
        double statistic = 0;
        for (int lag = 1; lag <= Lags; lag++)
        {
            // Whole words, the last of which lack partners.
            int count = words.Length - (Lags / 32) - 1;
            long both = 0;
            long first = 0;
            long second = 0;
            for (int word = 0; word < count; word++)
            {
                ulong pair = words[word + (lag / 32)] | (ulong)words[word + (lag / 32) + 1] << 32;
                uint behind = (uint)(pair >> (lag % 32));
                both += BitOperations.PopCount(words[word] & behind);
                first += BitOperations.PopCount(words[word]);
                second += BitOperations.PopCount(behind);
            }

            double pairs = count * 32.0;
            double covariance = both - (keep * (first + second)) + (pairs * keep * keep);
            double deviate = covariance / (Math.Sqrt(pairs) * keep * (1 - keep));
            Assert.True(Math.Abs(deviate) < 5, $"Lag {lag}, rate {rate}: {deviate:F2} standard deviations.");
            statistic += deviate * deviate;
        }

        ChiSquare.AssertBelowQuantile(statistic, Lags, $"lags, rate {rate}");
    }

    private static void AssertIndependent(MaskRequest left, MaskRequest right, double rate, string what)
    {
        uint[] leftWords = left.Draw(VectorWidths.Default, rate);
        uint[] rightWords = right.Draw(VectorWidths.Default, rate);
        var table = new long[4, 4];
        for (int bit = 0; bit < left.BitCount; bit += 2)
        {
            table[Pair(leftWords, bit), Pair(rightWords, bit)]++;
        }

        ChiSquare.AssertIndependent(table, $"{what}, rate {rate}");
    }

    private static int Pair(ReadOnlySpan<uint> words, int bit) =>
        (MaskRequest.Bit(words, bit) ? 1 : 0) + (MaskRequest.Bit(words, bit + 1) ? 2 : 0);
}
