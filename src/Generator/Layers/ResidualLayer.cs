using System.Globalization;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>The layers of a block as a residual branch: what they give is added to what they take.</summary>
/// <param name="Block">The block.</param>
/// <param name="Count">How often.</param>
/// <param name="DropPath">How branches are dropped; null where they are not.</param>
internal sealed record ResidualLayer(BlockModel Block, int Count, DropPathOptions? DropPath = null) : BlockLayer(Block, Count)
{
    public override string Title
    {
        get
        {
            string[] arguments =
            [
                .. Count == 1 ? [] : new[] { string.Format(CultureInfo.InvariantCulture, "Repeat = {0}", Count) },
                .. DropPath?.Titles() ?? [],
            ];
            return $"Residual<{Block.Name}>" + (arguments.Length == 0 ? string.Empty : $"({string.Join(", ", arguments)})");
        }
    }

    public static Layer Read(LayerArguments arguments) => new ResidualLayer(
        arguments.Block, arguments.Integer("Repeat", 1, MostRepetitions, fallback: 1), DropPathOptions.Read(arguments));

    public override IEnumerable<Layer> Repetition(int repetition) =>
    [
        new ResidualStartLayer(Block.Name),
        .. Block.Layers,
        .. DropPath is null ? [] : new[] { DropPath.Of(repetition, Count) },
        new ResidualAddLayer(Block.Name),
    ];
}
