using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Model;

/// <summary>A layer at its place in a network whose blocks are written out.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">Its path: <c>dense0</c>, or <c>residual0.2.dense0</c> in the third repetition of a block.</param>
/// <param name="Stem">Start of the generated names of what belongs to it: <c>Dense0</c>, <c>Residual0_2_Dense0</c>.</param>
/// <param name="Ordinal">Index of the network's own attribute that it comes from.</param>
internal sealed record PlacedLayer(Layer Layer, string Name, string Stem, int Ordinal)
{
    /// <summary>Number of blocks around it: each gives its name and the number of the repetition to the path.</summary>
    public int Depth => Name.Count(static character => character == '.') / 2;
}
