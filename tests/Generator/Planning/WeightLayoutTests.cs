using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Narrow layers are stored transposed where that needs fewer vector operations.</summary>
public sealed class WeightLayoutTests
{
    [Theory]
    [InlineData(128, 10, true)]
    [InlineData(64, 4, true)]
    [InlineData(32, 1, true)]
    [InlineData(1024, 10, true)]
    [InlineData(16, 10, false)]
    [InlineData(256, 16, false)]
    [InlineData(64, 32, false)]
    [InlineData(784, 256, false)]
    public void The_cheaper_storage_is_chosen(int inputs, int units, bool isTransposed) =>
        Assert.Equal(isTransposed, WeightLayout.IsBetterTransposed(inputs, units));

    [Theory]
    [InlineData(1000, 10, true)]
    [InlineData(65, 1, true)]
    [InlineData(784, 10, false)]
    [InlineData(1000, 100, false)]
    [InlineData(13, 1, false)]
    public void Inputs_are_padded_where_the_first_weight_is_then_transposed(int inputs, int units, bool pays) =>
        Assert.Equal(pays, WeightLayout.PaysToPad(inputs, units));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(7, 8)]
    [InlineData(10, 12)]
    public void Units_are_padded_to_tiles_where_that_is_cheap(int units, int padded) =>
        Assert.Equal(padded, WeightLayout.PaddedUnits(units));

    [Fact]
    public void Transposed_storage_exchanges_inputs_and_units() => Assert.Multiple(
        static () => Assert.Equal(new WeightLayout(false, 64, 256), WeightLayout.Ordinary(256, 64)),
        static () => Assert.Equal(new WeightLayout(true, 64, 4), WeightLayout.Transposed(256, 4)),
        static () => Assert.Equal(new WeightLayout(false, 16, 1), WeightLayout.Bias(4)));
}
