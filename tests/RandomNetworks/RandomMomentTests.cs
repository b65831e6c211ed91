using System.Globalization;
using DropoutGen.RandomNetworks.Tests.Checking;
using DropoutGen.RandomNetworks.Tests.Declarations;
using DropoutGen.RandomNetworks.Tests.Moments;
using DropoutGen.TestSupport.GeneratorHarness;
using DropoutGen.TestSupport.Networks;

namespace DropoutGen.RandomNetworks.Tests;

/// <summary>
/// Moments without sampling of small networks drawn from seeds, with branches in branches, are those of all masks. The environment
/// variables DROPOUTGEN_RANDOM_MOMENTS and DROPOUTGEN_RANDOM_SEED set how many networks, and the first seed.
/// </summary>
public sealed class RandomMomentTests(ITestOutputHelper output)
{
    private const int Together = 20;

    [Fact]
    public void Exact_moments_are_those_of_all_masks()
    {
        int count = Setting.Of("DROPOUTGEN_RANDOM_MOMENTS", 40);
        int first = Setting.Of("DROPOUTGEN_RANDOM_SEED", 1);
        DeclaredNetwork[] networks = [.. Enumerable.Range(first, count).Select(SmallNetworkDrawing.Draw)];
        var failed = new List<string>();
        int compared = 0;
        foreach (DeclaredNetwork[] chunk in networks.Chunk(Together))
        {
            var compiled = CompiledNetworks.Load(CleanCompilation.Image(
                GeneratorRun.Over(HostileProject.Create(0, chunk.Select(static network => network.Source))).Output));
            foreach (DeclaredNetwork network in chunk)
            {
                var check = new MomentCheck(network);
                compiled.Visit(network.Place.MetadataName, check);
                compared += check.Compared;
                if (check.Failure.Length > 0)
                {
                    failed.Add($"{network}\n{check.Failure}");
                }
            }
        }

        int nested = networks.Count(static network => network.Blocks.Any(static block =>
            block.Layers.Any(static layer => layer.Name == "Residual")));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} networks from seed {first}, {nested} of them with branches in blocks: {failed.Count} failed; {compared} variances compared"));
        Assert.True(failed.Count == 0, string.Join('\n', failed));
        Assert.True(count < Together || compared > count);
    }
}
