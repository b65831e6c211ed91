using DropoutGen.RandomNetworks.Tests.Declarations;
using DropoutGen.TestSupport.GeneratorHarness;
using DropoutGen.TestSupport.Networks;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>The checks find what is wrong, and shrinking keeps it.</summary>
public sealed class CheckingTests
{
    [Theory]
    [InlineData("Elu", "1.001")]
    [InlineData("Dropout", "0.501")]
    public void A_network_that_is_not_the_declared_one_is_found(string layer, string argument)
    {
        DeclaredNetwork Declared(string value) => new(
            1,
            5,
            [
                new DeclaredLayer("Dense", [new DeclaredArgument(DeclaredLayer.Units, "7")]),
                new DeclaredLayer(layer, [new DeclaredArgument(string.Empty, value)]),
                new DeclaredLayer("Dense", [new DeclaredArgument(DeclaredLayer.Units, "3")]),
                new DeclaredLayer("MeanSquaredError", []),
            ],
            Place.Plain(1),
            IsPlain: true);

        var compiled = CompiledNetworks.Load(CleanCompilation.Image(GeneratorRun.Over(Declared(layer == "Elu" ? "1" : "0.5").Source).Output));
        Assert.Empty(Failures(compiled, Declared(layer == "Elu" ? "1" : "0.5")));
        Assert.NotEmpty(Failures(compiled, Declared(argument)));
    }

    [Fact]
    public void Shrinking_leaves_what_fails()
    {
        DeclaredNetwork network = Enumerable.Range(1, 1000).Select(DeclaredNetwork.Draw).First(static network =>
            Fails(network) && network.Layers.Length > 6 && network.Widths.Count() > 3);
        (DeclaredNetwork smallest, Trial trial, string failure) = Shrinking.Shrink(
            network, Trial.Draw(1, 1), "first", static (smaller, _) => Fails(smaller) ? "again" : null);
        Assert.Equal("again", failure);
        Assert.Equal(["Gelu", network.Layers[^1].Name], smallest.Layers.Select(static layer => layer.Name));
        Assert.Equal((1, 1), (smallest.Inputs, trial.Rows));
    }

    [Fact]
    public void Equal_seeds_draw_equal_networks_and_other_seeds_others()
    {
        Assert.Equal(DeclaredNetwork.Draw(7).Source, DeclaredNetwork.Draw(7).Source);
        Assert.Equal(100, Enumerable.Range(1, 100).Select(static seed => DeclaredNetwork.Draw(seed).Source).Distinct().Count());
    }

    private static bool Fails(DeclaredNetwork network) => network.Layers.Any(static layer => layer.Name == "Gelu");

    private static IReadOnlyList<string> Failures(CompiledNetworks compiled, DeclaredNetwork declared)
    {
        var check = new NetworkCheck(TrialData.Find(declared, Trial.Draw(1, 10) with { Rows = 20 })!);
        compiled.Visit(declared.Place.MetadataName, check);
        return check.Failures;
    }
}
