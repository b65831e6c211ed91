using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Paddings, panels, strides and mask layouts.</summary>
public sealed class LayoutsTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(784, 784)]
    [InlineData(65536, 65536)]
    public void Columns_are_padded_to_the_widest_vector(int columns, int padded) => Assert.Equal(padded, Layouts.Padded(columns));

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(32, 32)]
    [InlineData(48, 48)]
    [InlineData(64, 64)]
    [InlineData(80, 16)]
    [InlineData(96, 32)]
    [InlineData(144, 48)]
    [InlineData(256, 64)]
    public void Panels_take_four_two_three_or_one_vectors(int columns, int width) => Assert.Equal(width, Layouts.PanelWidth(columns));

    [Fact]
    public void Panels_divide_the_padded_width() => Assert.All(
        Enumerable.Range(1, 1100), static columns => Assert.Equal(0, Layouts.Padded(columns) % Layouts.PanelWidth(columns)));

    [Fact]
    public void Every_tile_divides_its_panel() => Assert.All(
        Enumerable.Range(1, 1100).Select(Layouts.PanelWidth).Distinct(),
        static width => Assert.All(
            InstructionSets.All, set =>
            {
                Assert.Equal(0, width % (Tile.ForProduct(set, width).Vectors * set.Lanes()));
                Assert.Equal(0, width % (Tile.ForWeightGradient(set, width).Vectors * set.Lanes()));
            }));

    [Fact]
    public void Wide_rows_are_an_odd_number_of_cache_lines_apart() => Assert.All(Enumerable.Range(1, 1100), static columns =>
    {
        int stride = Layouts.Stride(columns);
        Assert.InRange(stride, Layouts.Padded(columns), Layouts.Padded(columns) + 16);
        Assert.Equal(0, stride % 16);
        if (stride >= 128)
        {
            Assert.Equal(1, stride / 16 % 2);
        }
    });

    [Theory]
    [InlineData(784, 256, 788)]
    [InlineData(1024, 1024, 1028)]
    [InlineData(783, 256, 783)]
    [InlineData(1024, 64, 1024)]
    public void Panels_are_not_a_multiple_of_four_kibibytes_apart(int inputs, int units, int panelRows) =>
        Assert.Equal(panelRows, Layouts.PanelRows(inputs, units));

    [Fact]
    public void Only_short_sums_transpose_the_weight() => Assert.All(
        Enumerable.Range(1, 300), static units => Assert.Equal(units <= 32, Layouts.TransposesForInputGradient(units)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(37, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    [InlineData(128, 128)]
    [InlineData(129, 256)]
    [InlineData(784, 896)]
    public void Narrow_masks_share_a_block_and_wide_ones_take_whole_blocks(int units, int bits) =>
        Assert.Equal(bits, Layouts.MaskRowBits(units));
}
