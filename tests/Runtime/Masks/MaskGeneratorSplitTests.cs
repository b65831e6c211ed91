using CsCheck;

namespace DropoutGen.Runtime.Tests.Masks;

public class MaskGeneratorSplitTests
{
    private static readonly int[] s_units = [1, 2, 5, 16, 37, 64, 100, 128, 130, 1000];

    [Fact]
    public void Rows_in_one_call_are_the_rows_of_several()
    {
        int[] cuts = [0, 1, 4, 5, 22, 37, 64, 99, 100];
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            foreach (int units in s_units)
            {
                foreach (double rate in (ReadOnlySpan<double>)[0.5, 0.1])
                {
                    var whole = new MaskRequest(units, 100, 0, 1, 3, 2, 17);
                    uint[] expected = whole.Draw(width, rate);
                    for (int part = 1; part < cuts.Length; part++)
                    {
                        int first = cuts[part - 1];
                        MaskRequest request = whole with { FirstRow = first, Rows = cuts[part] - first };
                        long from = (long)first * whole.Layout.RowBits;
                        AssertSameBits(request, request.Draw(width, rate), expected, from);
                    }
                }
            }
        }
    }

    [Fact]
    public void Passes_in_one_call_are_the_passes_of_several()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            foreach (int units in s_units)
            {
                var whole = new MaskRequest(units, 7, 5, 9, (1ul << 32) - 4, 2, 17);
                uint[] expected = whole.Draw(width, 0.3);
                for (int pass = 0; pass < whole.Passes; pass++)
                {
                    MaskRequest request = whole with { FirstPass = whole.FirstPass + (ulong)pass, Passes = 1 };
                    AssertSameBits(request, request.Draw(width, 0.3), expected, (long)pass * request.BitCount);
                }
            }
        }
    }

    [Fact]
    public void Any_request_is_drawn_by_the_contract() =>
        Gen.Select(
            Gen.Frequency((3, Gen.Int[1, 128]), (1, Gen.Int[129, 1_500])),
            Gen.Int[0, 60],
            Gen.Frequency((3, Gen.Int[0, 300]), (1, Gen.Int[0, int.MaxValue - 60])),
            Gen.Select(Gen.Int[1, 4], Gen.ULong),
            Gen.Int[0, 16_383],
            Gen.ULong,
            Gen.Frequency((2, Gen.Double[0, 1]), (1, Gen.Int[0, 15].Select(sixteenths => sixteenths / 16.0))),
            Gen.OneOf(VectorWidths.Supported.ToArray())).Sample(
            (units, rows, firstRow, passes, site, seed, rate, width) =>
            {
                rate = Math.Min(rate, Math.BitDecrement(1.0));
                var request = new MaskRequest(units, rows, firstRow, passes.Item1, passes.Item2, site, seed);
                uint[] expected = MaskContract.Words(MaskContract.Uniforms(request), rate);
                return expected.AsSpan().SequenceEqual(request.DrawDefined(width, rate));
            },
            iter: 400);

    [Fact]
    public void Any_cut_gives_the_same_bits() =>
        Gen.Select(
            Gen.Int[1, 400], Gen.Int[0, 80], Gen.Int[0, 80], Gen.Int[0, 1_000], Gen.ULong, Gen.Double[0, 0.999],
            Gen.OneOf(VectorWidths.Supported.ToArray())).Sample(
            (units, head, tail, firstRow, seed, rate, width) =>
            {
                var whole = new MaskRequest(units, head + tail, firstRow, 1, seed >> 3, 1, seed);
                uint[] expected = whole.Draw(width, rate);
                MaskRequest first = whole with { Rows = head };
                MaskRequest second = whole with { Rows = tail, FirstRow = firstRow + head };
                AssertSameBits(first, first.Draw(width, rate), expected, 0);
                AssertSameBits(second, second.Draw(width, rate), expected, (long)head * whole.Layout.RowBits);
            },
            iter: 300);

    private static void AssertSameBits(MaskRequest part, ReadOnlySpan<uint> words, ReadOnlySpan<uint> whole, long from)
    {
        for (int bit = 0; bit < part.BitCount; bit++)
        {
            if (MaskRequest.Bit(words, bit) != MaskRequest.Bit(whole, from + bit))
            {
                Assert.Fail($"{part}: bit {bit} is not bit {from + bit} of the whole.");
            }
        }
    }
}
