namespace DropoutGen.Benchmarks.Peers;

/// <summary>The scenarios.</summary>
internal static class Grid
{
    public static readonly NetworkCase[] Networks =
    [
        new NetworkCase<DigitsDropout, DigitsPlain, int>(new NetworkShape([784, 256, 128, 10], IsClassifier: true)),
        new NetworkCase<WideDropout, WidePlain, int>(new NetworkShape([1024, 1024, 1024, 10], IsClassifier: true)),
        new NetworkCase<SmallDropout, SmallPlain, int>(new NetworkShape([16, 64, 64, 4], IsClassifier: true)),
        new NetworkCase<TinyDropout, TinyPlain, float>(new NetworkShape([4, 32, 1], IsClassifier: false)),
        new NetworkCase<BatchNormDropout, BatchNormPlain, int>(new NetworkShape([784, 256, 128, 10], IsClassifier: true, "BatchNorm")) { Rates = [0.5, 0] },
        new NetworkCase<LayerNormDropout, LayerNormPlain, int>(new NetworkShape([784, 256, 128, 10], IsClassifier: true, "LayerNorm")) { Rates = [0.5, 0] },
        new NetworkCase<SeluDropout, SeluPlain, int>(new NetworkShape([784, 256, 128, 10], IsClassifier: true, "AlphaDropout")) { Rates = [0.1, 0] },
        new NetworkCase<ResidualDropout, ResidualPlain, int>(new NetworkShape([784, 256, 256, 256, 256, 256, 10], IsClassifier: true, "Residual")) { Rates = [0.5, 0] },
        new NetworkCase<SmallBatchNormDropout, SmallBatchNormPlain, int>(new NetworkShape([16, 64, 64, 4], IsClassifier: true, "BatchNorm")) { Rates = [0.5, 0] },
        new NetworkCase<SmallLayerNormDropout, SmallLayerNormPlain, int>(new NetworkShape([16, 64, 64, 4], IsClassifier: true, "LayerNorm")) { Rates = [0.5, 0] },
        new NetworkCase<SmallSeluDropout, SmallSeluPlain, int>(new NetworkShape([16, 64, 64, 4], IsClassifier: true, "AlphaDropout")) { Rates = [0.1, 0] },
    ];

    private static readonly int[] s_batches = [1, 8, 32, 128, 512];

    /// <summary>All scenarios, network by network.</summary>
    public static IEnumerable<Scenario> Full() =>
        from network in Networks
        from threads in new[] { 1, 2 }
        from scenario in OfNetwork(network, threads)
        select scenario;

    /// <summary>One thread, and of batches, optimizers and rates those that say most.</summary>
    public static IEnumerable<Scenario> Quick() => Full().Where(static scenario =>
        scenario.Threads == 1
        && (scenario.Batch is 1 or 32 or 128)
        && !(scenario.Network.Shape.Inputs == 1024 && scenario.Batch == 128)
        && (scenario.Network.Shape.IsPlain || scenario.Network.Shape.Inputs == 784)
        && scenario.Rate is not 0.2
        && !(scenario.Optimizer == OptimizerKind.Adam && scenario.Rate == 0));

    /// <summary>Whether each word of the filter is a word of a scenario's name, or for a word without an equals sign, part of one.</summary>
    public static bool Matches(Scenario scenario, string filter)
    {
        string[] names = scenario.Name.Split(' ');
        return filter
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word => names.Any(name => word.Contains('=', StringComparison.Ordinal)
                ? name.Equals(word, StringComparison.OrdinalIgnoreCase)
                : name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<Scenario> OfNetwork(NetworkCase network, int threads)
    {
        foreach (OptimizerKind optimizer in Enum.GetValues<OptimizerKind>())
        {
            foreach (double rate in network.Rates)
            {
                foreach (int batch in s_batches.Where(batch => batch >= network.FewestRows))
                {
                    yield return new Scenario(network, batch, Phase.Train, optimizer, rate, threads);
                }
            }
        }

        foreach (int batch in s_batches)
        {
            yield return new Scenario(network, batch, Phase.Infer, null, null, threads);
        }

        foreach (double rate in network.Rates.Where(static rate => rate > 0))
        {
            yield return new Scenario(network, 1, Phase.Sample, null, rate, threads);
        }
    }
}
