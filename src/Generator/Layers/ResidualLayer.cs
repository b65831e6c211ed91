using System.Globalization;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>The layers of a block as a residual branch: what they give is added to what they take.</summary>
internal sealed record ResidualLayer(BlockModel Block, int Count) : BlockLayer(Block, Count)
{
    public override string Title => Count == 1
        ? $"Residual<{Block.Name}>"
        : string.Format(CultureInfo.InvariantCulture, "Residual<{0}>(Repeat = {1})", Block.Name, Count);

    public static Layer Read(LayerArguments arguments) =>
        new ResidualLayer(arguments.Block, arguments.Integer("Repeat", 1, MostRepetitions, fallback: 1));

    public override IEnumerable<Layer> Repetition(int repetition) =>
        [new ResidualStartLayer(Block.Name), .. Block.Layers, new ResidualAddLayer(Block.Name)];
}
