using DropoutGen.Generator.Plan;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Which products leave out what masks that rows share have dropped.</summary>
public sealed class RowGroupPlanTests
{
    [Fact]
    public void Independent_masks_take_the_dense_road() =>
        Assert.Null(Planned(784, Dense(256), Relu, Dropout(), Dense(10), Classes).RowGroups);

    [Theory]
    [InlineData(16, 16, 16)]
    [InlineData(32, 32, 32)]
    [InlineData(64, 32, 32)]
    [InlineData(48, 32, 16)]
    [InlineData(16, 32, 16)]
    public void Groups_are_as_wide_as_all_masks_allow(int first, int second, int rows) => Assert.Equal(
        rows,
        Planned(784, Dense(256), Relu, SharedDropout(first), Dense(128), Relu, SharedDropout(second), Dense(10), Classes).RowGroups!.Rows);

    [Fact]
    public void Small_layers_take_the_dense_road()
    {
        Assert.Null(Planned(16, Dense(64), Relu, SharedDropout(16), Dense(4), Classes).RowGroups);
        Assert.Null(Planned(784, Dense(32), Relu, SharedDropout(16), Dense(4), Classes).RowGroups);
        Assert.NotNull(Planned(256, Dense(64), Relu, SharedDropout(16), Dense(4), Classes).RowGroups);
    }

    [Fact]
    public void A_mask_on_inputs_on_outputs_or_in_front_of_an_activation_takes_the_dense_road()
    {
        Assert.Null(Planned(784, SharedDropout(16), Dense(256), Relu, Dense(10), Classes).RowGroups);
        Assert.Null(Planned(784, Dense(256), Relu, Dense(100), SharedDropout(16), Classes).RowGroups);
        Assert.Null(Planned(784, Dense(256), SharedDropout(16), Tanh, Dense(10), Classes).RowGroups);
        Assert.Null(Planned(784, Dense(256), Dropout(), SharedDropout(16), Dense(10), Classes).RowGroups);
    }

    [Fact]
    public void Products_between_two_such_layers_leave_out_both_sides()
    {
        NetworkPlan plan = Planned(784, Dense(256), Relu, SharedDropout(16), Dense(128), Relu, SharedDropout(16), Dense(10), Classes);
        GroupProductCall[] products = [.. plan.RowGroups!.Forward.Concat(plan.RowGroups.Backward).OfType<GroupProductCall>()];

        // Results and reduction of both forward products, then of the gradients by the inputs of the last and of the second layer.
        Assert.Equal(
            [(0, -1), (1, 0), (1, -1), (0, 1)],
            products.Select(product => (plan.RowGroups.Lists[product.Results].Site, plan.RowGroups.Lists[product.Reduction].Site)));

        // Rows of tiles are the side that was dropped: units of the first weight, inputs of the second.
        UnitList[] tiles = [.. plan.RowGroups.Lists.Where(static list => list.HasTiles)];
        Assert.Equal([(0, false, 0), (2, true, 0)], tiles.Select(static list => (list.Parameter, list.AreInputs, list.Site)).Order());
        Assert.True(plan.Parameters[0].Layout.IsTransposed);
        Assert.False(plan.Parameters[2].Layout.IsTransposed);
    }

    [Fact]
    public void Layers_without_shared_masks_are_dense_in_between()
    {
        NetworkPlan plan = Planned(784, Dense(256), Relu, SharedDropout(16), Dense(192), Relu, Dense(96), Relu, SharedDropout(16), Dense(10), Classes);
        string[] dense = [.. plan.RowGroups!.Forward.OfType<ProductCall>().Select(static call => call.Kernel)];
        Assert.Equal(["Dense1Forward", "Dense3Forward"], dense.Select(static name => name.Replace("Infer", "Forward", StringComparison.Ordinal)));
        Assert.Equal(2, plan.RowGroups.Forward.OfType<GroupProductCall>().Count());
    }

    [Theory]
    [InlineData(784, 16, 5)]
    [InlineData(1024, 64, 4)]
    [InlineData(96, 32, 4)]
    [InlineData(144, 48, 3)]
    [InlineData(16, 16, 4)]
    public void Tiles_end_with_panels(int columns, int panelWidth, int vectors) =>
        Assert.Equal(vectors, GroupWeightGradientPlan.TileVectors(InstructionSet.Vector512, columns, panelWidth));

    [Fact]
    public void Only_wide_vectors_have_the_road() =>
        Assert.Equal([InstructionSet.Vector512, InstructionSet.Vector256], InstructionSets.All.Where(RowGroupPlan.Exists));
}
