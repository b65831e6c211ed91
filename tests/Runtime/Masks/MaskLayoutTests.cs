namespace DropoutGen.Runtime.Tests.Masks;

public class MaskLayoutTests
{
    [Theory]
    [InlineData(1, 1, 1, 128)]
    [InlineData(2, 2, 1, 64)]
    [InlineData(5, 8, 1, 16)]
    [InlineData(16, 16, 1, 8)]
    [InlineData(37, 64, 1, 2)]
    [InlineData(65, 128, 1, 1)]
    [InlineData(127, 128, 1, 1)]
    [InlineData(128, 128, 1, 1)]
    [InlineData(129, 256, 2, 1)]
    [InlineData(1000, 1024, 8, 1)]
    public void A_row_takes_bits_and_blocks(int units, int rowBits, int blocksPerRow, int rowsPerBlock)
    {
        var layout = new MaskLayout(units);
        Assert.Equal(units, layout.Units);
        Assert.Equal(rowBits, layout.RowBits);
        Assert.Equal(blocksPerRow, layout.BlocksPerRow);
        Assert.Equal(rowsPerBlock, layout.RowsPerBlock);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    public void No_units_are_refused(int units)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new MaskLayout(units));
        Assert.Equal(units, exception.ActualValue);
    }

    [Fact]
    public void Too_many_words_are_refused() =>
        Assert.Throws<OverflowException>(() => new MaskLayout(1 << 20).WordCount(1 << 20));
}
