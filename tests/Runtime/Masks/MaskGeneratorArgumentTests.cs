namespace DropoutGen.Runtime.Tests.Masks;

public class MaskGeneratorArgumentTests
{
    private static readonly MaskRequest s_request = new(100, 10, 3, 2);

    [Fact]
    public void Too_short_a_destination_is_refused()
    {
        int needed = s_request.Layout.WordCount(20);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var exception = Assert.Throws<ArgumentException>(() => s_request.Fill(width, new uint[needed - 1], 0.5));
            Assert.Equal("destination", exception.ParamName);
            Assert.Contains($"2 x 10 rows take {needed} words, the destination has {needed - 1}.", exception.Message);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(16_384)]
    [InlineData(int.MinValue)]
    public void A_site_out_of_range_is_refused(int site)
    {
        ArgumentOutOfRangeException exception = AssertRefused(s_request with { Site = site }, "site", site);
        Assert.Contains("0 to 16383", exception.Message);
    }

    [Fact]
    public void Negative_numbers_are_refused()
    {
        AssertRefused(s_request with { Passes = -1 }, "passes", -1);
        AssertRefused(s_request with { Rows = -2 }, "rows", -2);
        AssertRefused(s_request with { FirstRow = -3 }, "firstRow", -3);
    }

    [Fact]
    public void Rows_beyond_the_last_number_are_refused()
    {
        ArgumentOutOfRangeException exception =
            AssertRefused(s_request with { FirstRow = int.MaxValue - 9 }, "rows", 10);
        Assert.Contains($"{int.MaxValue - 9}", exception.Message);
    }

    [Fact]
    public void More_rows_than_can_be_counted_are_refused()
    {
        ArgumentOutOfRangeException exception =
            AssertRefused(s_request with { Passes = 1 << 16, Rows = 1 << 15 }, "passes", 1 << 16);
        Assert.Contains("32768 rows", exception.Message);
    }

    [Fact]
    public void Too_wide_a_layer_is_refused()
    {
        ArgumentOutOfRangeException exception = AssertRefused(
            new MaskRequest((16_384 * 128) + 1, 1), "layout", (16_384 * 128) + 1);
        Assert.Contains("2097152 units", exception.Message);
    }

    [Fact]
    public void A_layout_without_units_is_refused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => MaskGenerator.Fill(
                VectorWidth.Scalar, new uint[1_000], default, 0, 0, 0, 1, 0, 1, new KeepProbability(0.5)));
        Assert.Equal("layout", exception.ParamName);
        Assert.Equal(0, exception.ActualValue);
    }

    private static ArgumentOutOfRangeException AssertRefused(MaskRequest request, string parameter, int value)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => request.Fill(VectorWidth.Scalar, new uint[100_000], 0.5));
        Assert.Equal(parameter, exception.ParamName);
        Assert.Equal(value, exception.ActualValue);
        Assert.Contains($"{value}", exception.Message);
        return exception;
    }
}
