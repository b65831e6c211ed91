namespace DropoutGen.Runtime.Tests.Masks;

public class MaskGeneratorContractTests
{
    private static readonly int[] s_rows = [1, 3, 16, 17, 130];
    private static readonly int[] s_firstRows = [0, 1, 37, (1 << 20) + 16, (1 << 20) + 1_003];
    private static readonly int[] s_sites = [0, 1, 16_383];
    private static readonly double[] s_rates = [0, 0.5, 0.25, 0.75, 0.1, 1e-9, 0.999999];

    private static readonly (int Passes, ulong First)[] s_passes =
        [(1, 0), (3, 7), (2, (1ul << 32) - 1), (1, (5ul << 32) + 9), (4, ulong.MaxValue - 1)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(130)]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(4096)]
    public void Every_width_draws_the_bits_of_the_contract(int units)
    {
        int turn = units;
        foreach (int rows in s_rows)
        {
            foreach (int firstRow in s_firstRows)
            {
                // Passes and sites take turns, at periods that have no common divisor.
                (int passes, ulong firstPass) = s_passes[(turn + (turn / 5)) % 5];
                var request = new MaskRequest(
                    units, rows, firstRow, passes, firstPass, s_sites[turn % 3], 0x9E3779B97F4A7C15ul * (ulong)turn);
                Check(request);
                turn++;
            }
        }
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(5, 33)]
    [InlineData(100, 3)]
    [InlineData(300, 3)]
    public void The_last_rows_are_drawn_like_others(int units, int rows) =>
        Check(new MaskRequest(units, rows, int.MaxValue - rows, 2, 3, 5, 11));

    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(130)]
    public void Many_passes_of_one_row_are_drawn_like_others(int units) =>
        Check(new MaskRequest(units, 1, 3, 150, (1ul << 32) - 70, 9, 13));

    [Fact]
    public void The_widest_layer_uses_every_block()
    {
        var request = new MaskRequest(16_384 * 128, 2, 1, 1, 1, 16_383, 3);
        ushort[] uniforms = MaskContract.Uniforms(request);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            Assert.Equal(MaskContract.Words(uniforms, 0.5), request.DrawDefined(width, 0.5));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(130)]
    public void Widths_that_the_hardware_lacks_draw_the_same_bits(int units)
    {
        // The generator does without the instructions then: nothing else runs these paths.
        var request = new MaskRequest(units, 37, 3, 2, (1ul << 32) - 1, 77, 0xFEDC_BA98_7654_3210);
        ushort[] uniforms = MaskContract.Uniforms(request);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            foreach (double rate in s_rates)
            {
                Assert.Equal(MaskContract.Words(uniforms, rate), request.DrawDefined(width, rate));
            }
        }
    }

    private static void Check(MaskRequest request)
    {
        ushort[] uniforms = MaskContract.Uniforms(request);
        foreach (double rate in s_rates)
        {
            uint[] expected = MaskContract.Words(uniforms, rate);
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                uint[] actual = request.DrawDefined(width, rate);
                Assert.True(
                    expected.AsSpan().SequenceEqual(actual),
                    $"{request}, rate {rate}, {width}: word {expected.AsSpan().CommonPrefixLength(actual)} differs.");
            }
        }
    }
}
