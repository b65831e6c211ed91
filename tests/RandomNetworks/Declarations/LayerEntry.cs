using System.Collections.Immutable;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>Where a layer may stand.</summary>
internal enum LayerRole
{
    /// <summary>A product: sets the number of values in a row.</summary>
    Product,

    /// <summary>In front of, between and behind products; leaves the number of values.</summary>
    Between,

    /// <summary>In front of the first product.</summary>
    OnInputs,

    /// <summary>Names a block.</summary>
    Block,

    /// <summary>Last.</summary>
    Loss,
}

/// <summary>What is known about one layer attribute: where it may stand, and how its arguments are drawn.</summary>
/// <param name="Name">Of the attribute, without its ending.</param>
/// <param name="Role">Where it may stand.</param>
/// <param name="Draw">Its arguments in front of or behind a number of values.</param>
/// <param name="Weight">How often it is taken, in relation to others of its role.</param>
internal sealed record LayerEntry(
    string Name, LayerRole Role, Func<Random, int, IEnumerable<DeclaredArgument>> Draw, double Weight = 1)
{
    /// <summary>Of a loss: the number of outputs must be a multiple of this.</summary>
    public Func<DeclaredLayer, int> OutputMultiple { get; init; } = static _ => 1;

    /// <summary>Of a loss: it exponentiates outputs, so that with a layer that grows fast they leave single precision.</summary>
    public bool Exponentiates { get; init; }

    /// <summary>Grows faster than its input.</summary>
    public bool GrowsFast { get; init; }

    /// <summary>A layer for rows of a number of values; for a product, with that number of outputs.</summary>
    public DeclaredLayer Create(Random random, int units) => new(Name, Draw(random, units).ToImmutableArray());

    /// <summary>Whether it stands between products and is a dropout.</summary>
    public bool IsDropout => Name.EndsWith("Dropout", StringComparison.Ordinal);
}
