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

    /// <summary>The blocks that layers name, each behind those that it names.</summary>
    public ImmutableArray<DeclaredBlock> Blocks { get; init; } = [];

    /// <summary>The file that declares it.</summary>
    public string Source => Place.Declare(Spelling.Write(IsPlain ? null : new Random(Seed), WithNetwork), BlockSource);

    /// <summary>Values in a row, of the inputs and behind every layer.</summary>
    public IEnumerable<int> Widths => Layers.Select(static layer => layer.Outputs).OfType<int>().Prepend(Inputs);

    /// <summary>Multiplications of a row.</summary>
    public long Products => Widths.Zip(Widths.Skip(1), static (inputs, units) => (long)inputs * units).Sum();

    public OracleNetwork CreateOracle() => OracleDeclaration.Read(Attributes, BlockSource);

    public static DeclaredNetwork Draw(int seed)
    {
        var random = new Random(seed);
        int inputs = Sizes.Draw(random);
        ImmutableArray<DeclaredLayer> drawn = [.. NetworkDrawing.Layers(random, inputs)];
        (ImmutableArray<DeclaredLayer> layers, ImmutableArray<DeclaredBlock> blocks) = DeclaredBlock.Insert(seed, drawn);
        return new DeclaredNetwork(seed, inputs, layers, Place.Draw(random, seed)) { Blocks = blocks };
    }

    public override string ToString() => FormattableString.Invariant($"seed {Seed}: {Attributes} {BlockSource}");

    private string BlockSource => string.Concat(Blocks.Select(static block => block.Source));

    private IEnumerable<DeclaredLayer> WithNetwork => Layers.Prepend(new DeclaredLayer(
        "Network", [new DeclaredArgument("inputs", Inputs.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
}
