using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Networks;

public sealed class ParameterViewTests
{
    [Fact]
    public void Indexers_and_copies_see_one_storage()
    {
        var network = new SmallClassifier(1);
        ParameterView weight = network.Parameters["dense0.weight"];
        Assert.Equal([4, 3], weight.Shape);
        Assert.Equal(12, weight.Count);
        weight.CopyFrom([.. Enumerable.Range(0, 12).Select(static i => (float)i)]);
        Assert.Equal(7f, weight[2, 1]);
        weight[3, 0] = 100f;
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 100, 10, 11], weight.ToArray());

        ParameterView bias = network.Parameters[1];
        Assert.Equal("dense0.bias", bias.Name);
        bias.CopyFrom([1, 2, 3, 4]);
        bias[2] = 30f;
        bias[3, 0] = 40f;
        var longer = new float[6];
        bias.CopyTo(longer);
        Assert.Equal([1, 2, 30, 40, 0, 0], longer);

        // The neighbours are untouched.
        Assert.Equal(100f, weight[3, 0]);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(4, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 3)]
    public void An_index_out_of_range(int unit, int input)
    {
        ParameterView weight = new SmallClassifier(1).Parameters[0];
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => weight[unit, input]);
        Assert.Equal(unit is < 0 or > 3 ? unit : input, exception.ActualValue);
        TrainerArgumentTests.RequireParts(exception, "dense0.weight", unit is < 0 or > 3 ? "4" : "3");
        Assert.Throws<ArgumentOutOfRangeException>(() => weight[unit, input] = 1f);
    }

    [Fact]
    public void A_weight_needs_two_indices() => TrainerArgumentTests.RequireParts(
        Assert.Throws<InvalidOperationException>(() => new SmallClassifier(1).Parameters[0][1]), "dense0.weight", "two");

    [Fact]
    public void A_bias_index_out_of_range() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmallClassifier(1).Parameters[1][4]);

    [Fact]
    public void Lengths_of_copies()
    {
        ParameterView weight = new SmallClassifier(1).Parameters[0];
        float[] before = weight.ToArray();
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => weight.CopyTo(new float[11])), "dense0.weight", "12", "11");
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => weight.CopyFrom(new float[13])), "dense0.weight", "12", "13");
        Assert.Equal(before, weight.ToArray());
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() => TrainerArgumentTests.RequireParts(
        Assert.Throws<KeyNotFoundException>(() => new SmallClassifier(1).Parameters["dense2.weight"]),
        "dense2.weight", "dense0.weight", "dense0.bias", "dense1.weight", "dense1.bias");

    [Fact]
    public void Text_is_name_and_shape() =>
        Assert.Equal("dense1.weight [2, 4]", new SmallClassifier(1).Parameters[2].ToString());
}
