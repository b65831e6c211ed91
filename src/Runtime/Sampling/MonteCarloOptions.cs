using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>Settings of <see cref="UncertaintyExtensions.PredictMonteCarlo{TNetwork}"/>.</summary>
public sealed class MonteCarloOptions
{
    /// <summary>Number of masks that each row is evaluated with, 2 or more. Default: 100.</summary>
    public int Passes { get; init; } = 100;

    /// <summary>Key of the masks: pass t of row r draws the bits (seed, t, layer, r, unit). Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Whether each row draws masks of its own (<see cref="MaskScope.Row"/>, the default) or each pass one mask for all rows
    /// (<see cref="MaskScope.Call"/>): pass t is then one function of the inputs, the same in every call with this seed.
    /// </summary>
    public MaskScope MaskScope { get; init; }

    /// <summary>
    /// Number of the first row, 0 or above: rows are counted from here for their masks. Whoever splits rows over calls gives
    /// each call the number of its first row, and every row has the masks that it would have in a single call. Default: 0.
    /// </summary>
    public int FirstRow { get; init; }

    /// <summary>The most threads that share the rows, the caller included; the result is the same for any number. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Quantiles over the passes to compute, each 0 to 1, for example 0.05 and 0.95. Default: none.</summary>
    public IReadOnlyList<double> QuantileLevels { get; init; } = [];

    /// <summary>
    /// Precision tau = 1 / variance of the normal noise of targets around an output, in 1 / unit of the outputs squared: for
    /// the density of targets under networks that predict values. <see langword="null"/> (default) for those that predict
    /// probabilities or variances, whose predictions say how targets scatter.
    /// </summary>
    public double? Precision { get; init; }

    internal void Validate()
    {
        if (Passes < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(Passes), Passes, "A variance over masks needs at least 2 passes.");
        }

        ThreadsArgument.Validate(Threads, nameof(Threads));
        MaskKey.Validate(MaskScope, nameof(MaskScope));
        ArgumentOutOfRangeException.ThrowIfNegative(FirstRow);
        ArgumentNullException.ThrowIfNull(QuantileLevels);
        foreach (double level in QuantileLevels)
        {
            if (!(level is >= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(QuantileLevels), level, "The level of a quantile must be 0 to 1.");
            }
        }

        if (Precision is { } precision && !(double.IsFinite(precision) && precision > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Precision), precision, "Precision must be finite and above 0.");
        }
    }
}
