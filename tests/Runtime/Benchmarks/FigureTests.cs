using DropoutGen.Benchmarks;
using DropoutGen.Benchmarks.Grid;
using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Benchmarks;

/// <summary>The arithmetic that benchmark figures go through.</summary>
public sealed class FigureTests
{
    [Fact]
    public void Quartiles_do_not_depend_on_the_order()
    {
        var sample = new Sample([40, 10, 30, 20, 50]);
        Assert.Equal(30, sample.Median);
        Assert.Equal(10, sample.Least);
        Assert.Equal((40.0 - 20.0) / 30.0, sample.Spread, 12);
    }

    [Fact]
    public void Quartiles_between_two_values_are_interpolated()
    {
        var sample = new Sample([4, 1, 2, 3]);
        Assert.Equal(2.5, sample.Median);
        Assert.Equal((3.25 - 1.75) / 2.5, sample.Spread, 12);
    }

    [Fact]
    public void One_value_has_no_spread() => Assert.Equal((7.0, 0.0), (new Sample([7]).Median, new Sample([7]).Spread));

    [Fact]
    public void A_shape_is_held_against_both_neighbours()
    {
        double[] ratios = Neighbours.Ratios([0.1, 0.6, 0.9]);
        Assert.Equal(0.1 / 0.6, ratios[0], 12);
        Assert.Equal(0.6 / 0.3, ratios[1], 12);
        Assert.Equal(0.9 / 0.6, ratios[2], 12);
    }

    [Fact]
    public void Neighbours_take_two() => Assert.Throws<ArgumentException>(static () => Neighbours.Ratios([0.5]));

    [Fact]
    public void A_step_has_no_product_for_the_gradient_of_its_inputs()
    {
        NetworkDefinition definition = SmallClassifier.Definition;
        Assert.Equal(2 * 32 * ((2 * 3 * 4) + (3 * 4 * 2)), TrainingWork.Operations(definition, 32));
        Assert.Equal(4 * ((3 * 4) + (4 * 2)), TrainingWork.WeightBytes(definition));
    }
}
