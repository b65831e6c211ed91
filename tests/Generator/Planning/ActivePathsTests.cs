using DropoutGen.Generator.Emit;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

public sealed class ActivePathsTests
{
    [Fact]
    public void Dropped_inputs_count_as_a_layer()
    {
        ActivePaths paths = Shaped(4, Dropout(0.25), Dense(5), Relu, Dropout(0.5), Dense(3), Relu, Dropout(0.5), Dense(2), Values).Paths;
        Assert.Equal(4 * 5 * 3 * 2, paths.Count);
        Assert.Equal(0.75 * 0.5 * 0.5, paths.Share);
        Assert.Equal(4 * 5 * 3 * 2 * 0.75 * 0.5 * 0.5, paths.Active);
    }

    [Fact]
    public void A_residual_branch_adds_its_paths_to_those_round_it()
    {
        // 3 units: 12 paths so far; through the branch 12 * 5 * 3, a half of them active; round it 12.
        ActivePaths once = Shaped(4, Dense(3), Residual(1, Dense(5), Relu, Dropout(0.5), Dense(3)), Dense(1), Values).Paths;
        Assert.Equal(12 + 180, once.Count);
        Assert.Equal(12 + 90, once.Active, 9);

        // Twice: (1 + 15 / 2) squared.
        ActivePaths twice = Shaped(4, Dense(3), Residual(2, Dense(5), Relu, Dropout(0.5), Dense(3)), Dense(1), Values).Paths;
        Assert.Equal(12 * 16 * 16, twice.Count, 9);
        Assert.Equal(12 * 8.5 * 8.5, twice.Active, 9);
    }

    // 12 paths so far; those of a branch by half of the passes, and by half of its own dropout.
    [Fact]
    public void A_dropped_branch_takes_its_paths_along()
    {
        ActivePaths paths = Shaped(4, Dense(3), Dropped(1, Dense(5), Relu, Dropout(0.5), Dense(3)), Dense(1), Values).Paths;
        Assert.Equal(12 + 180, paths.Count);
        Assert.Equal(12 + 45, paths.Active, 9);
    }

    [Fact]
    public void Each_kind_cuts_what_it_drops()
    {
        var feature = new FeatureGroup("a", new EquatableArray<int>([0, 2]), "a: 0, 2");
        Assert.Equal(0.75, new FeatureDropoutLayer(0.5, new([feature])).ActiveShare(4));
        Assert.Equal(0.9, new AlphaDropoutLayer(0.1).ActiveShare(4));
        Assert.Equal(1, new GaussianDropoutLayer(0.5).ActiveShare(4));
    }

    [Fact]
    public void Deep_networks_have_more_paths_than_integers_hold()
    {
        Layer[] layers = [.. Enumerable.Repeat(Dense(65536), 10), Values];
        Assert.Equal(Math.Pow(65536, 11), Shaped(65536, layers).Paths.Count);

        // 2^1040 is not a double: a constant has to be.
        Layer[] more = [.. Enumerable.Repeat(Dense(65536), 64), Values];
        Assert.Equal("1E+308", Literals.Double(Shaped(65536, more).Paths.Count));
    }
}
