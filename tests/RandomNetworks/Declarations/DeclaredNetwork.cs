using System.Collections.Immutable;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>A network that was drawn.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Inputs">Values in a row.</param>
/// <param name="Layers">The loss is last.</param>
/// <param name="Place">Where its class stands.</param>
/// <param name="IsPlain">Whether it is written in the simplest way.</param>
internal sealed record DeclaredNetwork(int Seed, int Inputs, ImmutableArray<DeclaredLayer> Layers, Place Place, bool IsPlain = false)
{
    /// <summary>The attributes as the oracle reads them.</summary>
    public string Attributes => Spelling.Write(null, WithNetwork);

    /// <summary>The file that declares it.</summary>
    public string Source => Place.Declare(Spelling.Write(IsPlain ? null : new Random(Seed), WithNetwork));

    /// <summary>Values in a row, of the inputs and behind every layer.</summary>
    public IEnumerable<int> Widths => Layers.Select(static layer => layer.Outputs).OfType<int>().Prepend(Inputs);

    /// <summary>Multiplications of a row.</summary>
    public long Products => Widths.Zip(Widths.Skip(1), static (inputs, units) => (long)inputs * units).Sum();

    public OracleNetwork CreateOracle() => OracleDeclaration.Read(Attributes);

    public static DeclaredNetwork Draw(int seed)
    {
        var random = new Random(seed);
        int inputs = Sizes.Draw(random);
        return new DeclaredNetwork(seed, inputs, [.. NetworkDrawing.Layers(random, inputs)], Place.Draw(random, seed));
    }

    public override string ToString() => FormattableString.Invariant($"seed {Seed}: {Attributes}");

    private IEnumerable<DeclaredLayer> WithNetwork => Layers.Prepend(new DeclaredLayer(
        "Network", [new DeclaredArgument("inputs", Inputs.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
}
