using DropoutGen.RandomNetworks.Tests.Declarations;
using DropoutGen.TestSupport.GeneratorHarness;
using DropoutGen.TestSupport.Networks;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>What became of networks that were compiled together.</summary>
/// <param name="Failed">The networks that failed, each with what was wrong.</param>
/// <param name="NotCompared">The networks that stand on a kink with any data: units that are equal in all rows of a batch, normalised to 0.</param>
/// <param name="Counts">Of tensors.</param>
internal sealed record BatchResult(
    IReadOnlyList<(DeclaredNetwork Network, Trial Trial, string Failure)> Failed, IReadOnlyList<DeclaredNetwork> NotCompared, TensorCounts Counts)
{
    /// <summary>Compiles networks into one assembly and checks each.</summary>
    /// <param name="variant">Chooses the compiler's options.</param>
    /// <param name="networks">With their trials.</param>
    public static BatchResult Of(int variant, IReadOnlyList<(DeclaredNetwork Network, Trial Trial)> networks)
    {
        CompiledNetworks compiled;
        try
        {
            compiled = CompiledNetworks.Load(CleanCompilation.Image(
                GeneratorRun.Over(HostileProject.Create(variant, networks.Select(static network => network.Network.Source))).Output));
        }
        catch (Exception exception) when (exception is UncleanCompilationException or InvalidOperationException)
        {
            // One by one, to find whose it is.
            return networks.Count == 1
                ? new BatchResult([(networks[0].Network, networks[0].Trial, exception.ToString())], [], default)
                : Together([.. networks.Select(network => Of(variant, [network]))], exception);
        }

        var failed = new List<(DeclaredNetwork, Trial, string)>();
        var notCompared = new List<DeclaredNetwork>();
        TensorCounts counts = default;
        foreach ((DeclaredNetwork network, Trial trial) in networks)
        {
            if (TrialData.Find(network, trial) is not { } data)
            {
                notCompared.Add(network);
                continue;
            }

            var check = new NetworkCheck(data);
            compiled.Visit(network.Place.MetadataName, check);
            counts += check.Counts;
            if (check.Failures.Count > 0)
            {
                failed.Add((network, trial, string.Join('\n', check.Failures)));
            }
        }

        return new BatchResult(failed, notCompared, counts);
    }

    private static BatchResult Together(BatchResult[] results, Exception exception) =>
        results.All(static result => result.Failed.Count == 0)
            ? throw new InvalidOperationException("Networks that compile one by one do not compile together.", exception)
            : new BatchResult(
                [.. results.SelectMany(static result => result.Failed)],
                [.. results.SelectMany(static result => result.NotCompared)],
                TensorCounts.Sum(results.Select(static result => result.Counts)));
}
