using DropoutGen.RandomNetworks.Tests.Declarations;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Makes a failing network smaller while it fails: layers go, numbers are halved, the rest becomes plain.</summary>
internal static class Shrinking
{
    private const int MostAttempts = 120;

    /// <summary>The smallest network found, with its trial and what is wrong with it.</summary>
    /// <param name="network">One that fails.</param>
    /// <param name="trial">How it was tried.</param>
    /// <param name="failure">What was wrong.</param>
    /// <param name="tryOne">What is wrong with a network, or null.</param>
    public static (DeclaredNetwork Network, Trial Trial, string Failure) Shrink(
        DeclaredNetwork network, Trial trial, string failure, Func<DeclaredNetwork, Trial, string?> tryOne)
    {
        int attempts = 0;
        bool found = true;
        while (found && attempts < MostAttempts)
        {
            found = false;
            foreach ((DeclaredNetwork smaller, Trial easier) in Candidates(network, trial))
            {
                if (attempts++ >= MostAttempts)
                {
                    break;
                }

                if (tryOne(smaller, easier) is { } wrong)
                {
                    (network, trial, failure, found) = (smaller, easier, wrong, true);
                    break;
                }
            }
        }

        return (network, trial, failure);
    }

    // The larger steps first.
    private static IEnumerable<(DeclaredNetwork Network, Trial Trial)> Candidates(DeclaredNetwork network, Trial trial)
    {
        if (!network.IsPlain)
        {
            yield return (network with { IsPlain = true, Place = Place.Plain(network.Seed) }, trial);
            yield return (network with { IsPlain = true }, trial);
        }

        for (int i = 0; i < network.Layers.Length - 1; i++)
        {
            yield return (network with { Layers = network.Layers.RemoveAt(i) }, trial);
        }

        for (int b = 0; b < network.Blocks.Length; b++)
        {
            for (int i = 0; network.Blocks[b].Layers.Length > 1 && i < network.Blocks[b].Layers.Length; i++)
            {
                DeclaredBlock block = network.Blocks[b];
                yield return (network with { Blocks = network.Blocks.SetItem(b, block with { Layers = block.Layers.RemoveAt(i) }) }, trial);
            }
        }

        for (int i = 0; i < network.Layers.Length; i++)
        {
            DeclaredLayer layer = network.Layers[i];
            if (layer.Outputs is > 1 and { } outputs)
            {
                yield return (network with { Layers = network.Layers.SetItem(i, layer.WithOutputs(outputs / 2)) }, trial);
            }
        }

        if (network.Inputs > 1)
        {
            yield return (network with { Inputs = network.Inputs / 2 }, trial);
        }

        if (trial.Rows > 1)
        {
            yield return (network, trial with { Rows = trial.Rows / 2 });
        }

        if (trial.Rule != RuleTable.All[0] || trial.IsWeighted || trial.Threads > 1 || trial.Clipping != Clipping.None)
        {
            yield return (network, trial with { Rule = RuleTable.All[0], IsWeighted = false, Threads = 1, Clipping = Clipping.None });
        }

        for (int i = 0; i < network.Layers.Length; i++)
        {
            DeclaredLayer layer = network.Layers[i];
            foreach (DeclaredArgument argument in layer.Arguments.Where(static argument => argument.IsProperty))
            {
                yield return (network with
                {
                    Layers = network.Layers.SetItem(i, layer with { Arguments = layer.Arguments.Remove(argument) }),
                }, trial);
            }
        }
    }
}
