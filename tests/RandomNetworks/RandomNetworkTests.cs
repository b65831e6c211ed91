using System.Collections.Concurrent;
using System.Globalization;
using DropoutGen.RandomNetworks.Tests.Checking;
using DropoutGen.RandomNetworks.Tests.Declarations;

namespace DropoutGen.RandomNetworks.Tests;

/// <summary>
/// Networks drawn from seeds, compiled many at a time under hostile options, compute what the oracle computes. The
/// environment variables DROPOUTGEN_RANDOM_NETWORKS and DROPOUTGEN_RANDOM_SEED set how many, and the first seed.
/// </summary>
public sealed class RandomNetworkTests(ITestOutputHelper output)
{
    private const int Together = 10;
    private const int Shrunk = 3;

    // Of each network in four parts on each width; an output and a loss at the least.
    private const int LeastTensors = 20;

    // One of so many, and one more, may stand on a kink with any data.
    private const int NotComparedOf = 1000;

    // Of many networks; a single one may have no other tensors.
    private const int Many = 100;
    private const double LargestLooseShare = 0.01;
    private const double LargestShareOfRoundingAlone = 0.001;

    [Fact]
    public void Networks_compile_cleanly_and_agree_with_the_oracle()
    {
        int count = Setting.Of("DROPOUTGEN_RANDOM_NETWORKS", 200);
        int first = Setting.Of("DROPOUTGEN_RANDOM_SEED", 1);
        var results = new ConcurrentBag<BatchResult>();
        Parallel.ForEach(
            Enumerable.Range(first, count).GroupBy(Variant),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seeds => results.Add(BatchResult.Of(seeds.Key, [.. seeds.Select(Drawn)])));

        (DeclaredNetwork Network, Trial Trial, string Failure)[] failed =
            [.. results.SelectMany(static result => result.Failed).OrderBy(static failure => failure.Network.Seed)];
        var counts = TensorCounts.Sum(results.Select(static result => result.Counts));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} networks from seed {first}: {failed.Length} failed; {counts.Compared} tensors compared, "
            + $"{counts.Loose} of them needed more than a tolerance of {ExpectedTensors.Tolerance}, {counts.RoundingAlone} are zero but for rounding"));
        DeclaredNetwork[] notCompared = [.. results.SelectMany(static result => result.NotCompared).OrderBy(static network => network.Seed)];
        foreach (DeclaredNetwork network in notCompared)
        {
            output.WriteLine($"Compiled, and not compared, since no data keep it away from its kinks: {network}");
        }

        Assert.True(failed.Length == 0, Report(failed));
        Assert.True(notCompared.Length <= 1 + (count / NotComparedOf), $"{notCompared.Length} networks were not compared.");

        // Otherwise nothing was tried, or rounding explains what it should not.
        Assert.True(counts.Compared >= LeastTensors * (count - notCompared.Length), $"{counts.Compared} tensors of {count} networks were compared.");
        if (count >= Many)
        {
            Assert.InRange((double)counts.Loose / counts.Compared, 0, LargestLooseShare);
            Assert.InRange((double)counts.RoundingAlone / counts.Compared, 0, LargestShareOfRoundingAlone);
        }
    }

    private static (DeclaredNetwork Network, Trial Trial) Drawn(int seed)
    {
        var network = DeclaredNetwork.Draw(seed);
        return (network, Trial.Draw(seed, network.Products));
    }

    // The same for a network alone as among others.
    private static int Variant(int seed) => seed / Together;

    private static string Report((DeclaredNetwork Network, Trial Trial, string Failure)[] failed)
    {
        string seeds = string.Join(", ", failed.Select(static failure => failure.Network.Seed.ToString(CultureInfo.InvariantCulture)));
        return $"{failed.Length} failed: seeds {seeds}\n" + string.Join('\n', failed.Take(Shrunk).Select(static failure =>
        {
            (DeclaredNetwork network, Trial trial, string wrong) = Shrinking.Shrink(
                failure.Network, failure.Trial, failure.Failure, (smaller, easier) => TryOne(failure.Network.Seed, smaller, easier));
            return string.Create(CultureInfo.InvariantCulture, $"\nSeed {failure.Network.Seed}, made smaller:\n{network.Source}\n{trial}\n{wrong}\n\nAs drawn: {failure.Network}\n{failure.Trial}");
        }));
    }

    private static string? TryOne(int seed, DeclaredNetwork network, Trial trial) =>
        ValidDeclaration.Accepts(network)
            ? BatchResult.Of(Variant(seed), [(network, trial)]).Failed.Select(static failure => failure.Failure).FirstOrDefault()
            : null;
}
