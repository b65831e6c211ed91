using System.Globalization;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>The layers of a block one behind the other.</summary>
internal sealed record RepeatLayer(BlockModel Block, int Count) : BlockLayer(Block, Count)
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "Repeat<{0}>({1})", Block.Name, Count);

    public static Layer Read(LayerArguments arguments) => new RepeatLayer(arguments.Block, arguments.Integer("count", 1, MostRepetitions));
}
