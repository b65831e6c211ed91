namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>A published figure: mean over the splits and its standard error.</summary>
internal readonly record struct Figure(double Mean, double StandardError)
{
    public override string ToString() => $"{Mean:F3} ± {StandardError:F3}";
}

/// <summary>One of the data sets.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="PublishedError">Published root mean squared error of the Monte-Carlo mean.</param>
/// <param name="PublishedLikelihood">Published log predictive density of a test row, in nats.</param>
/// <param name="RunSplit">Runs the protocol on one split.</param>
/// <param name="MeasureMoments">Compares moments without sampling and Monte-Carlo passes on a network of some dropout rate.</param>
internal sealed record UciSet(
    string Name,
    string Folder,
    Figure PublishedError,
    Figure PublishedLikelihood,
    Func<UciData, int, ProtocolSettings, Action, SplitResult> RunSplit,
    Func<UciData, double, ProtocolSettings, MomentResult> MeasureMoments)
{
    // Gal, Ghahramani: Dropout as a Bayesian Approximation (2016), in the figures of the authors' code of 2018, which tunes rate
    // and precision on a grid and trains for 4,000 epochs.
    public static IReadOnlyList<UciSet> All { get; } =
    [
        Create<BostonNetwork>("boston", "bostonHousing", new(2.904, 0.177), new(-2.402, 0.042)),
        Create<ConcreteNetwork>("concrete", "concrete", new(4.826, 0.161), new(-2.937, 0.025)),
        Create<EnergyNetwork>("energy", "energy", new(0.539, 0.014), new(-1.212, 0.005)),
        Create<WineNetwork>("wine", "wine-quality-red", new(0.622, 0.008), new(-0.928, 0.013)),
        Create<YachtNetwork>("yacht", "yacht", new(0.666, 0.049), new(-1.250, 0.015)),
    ];

    /// <summary>The sets of a list of names.</summary>
    /// <exception cref="InvalidDataException">There is no such set.</exception>
    public static UciSet[] Parse(string names) =>
    [
        .. names
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct()
            .Select(static name => All.FirstOrDefault(set => set.Name == name)
                ?? throw new InvalidDataException(
                    $"There is no set '{name}'; there are {string.Join(", ", All.Select(static set => set.Name))}.")),
    ];

    private static UciSet Create<TNetwork>(string name, string folder, Figure error, Figure likelihood)
        where TNetwork : class, INetwork<TNetwork, float> =>
        new(name, folder, error, likelihood, Protocol.Run<TNetwork>, MomentStudy.Run<TNetwork>);
}
