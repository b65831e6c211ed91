using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>Settings of <see cref="UncertaintyExtensions.PredictMoments{TNetwork}"/>.</summary>
public sealed class MomentOptions
{
    /// <summary>The most threads that share the rows, the caller included; the result is the same for any number. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// The most masks of the first dropout that are gone through one by one, where it has few units or drops a residual branch: those
    /// that drop nothing, one unit, two, as far as all of a kind fit. 0 for none: then all is taken as jointly normal. Default: 128.
    /// </summary>
    public int MaximumMasks { get; init; } = 128;

    internal void Validate()
    {
        ThreadsArgument.Validate(Threads, nameof(Threads));
        if (MaximumMasks is < 0 or > 1 << 20)
        {
            throw new ArgumentOutOfRangeException(nameof(MaximumMasks), MaximumMasks, $"MaximumMasks must be 0 to {1 << 20}.");
        }
    }
}
