using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>The layers of a block, several times. It is written out before shapes are inferred, so that no later step knows it.</summary>
/// <param name="Block">The block.</param>
/// <param name="Count">How often.</param>
internal abstract record BlockLayer(BlockModel Block, int Count) : Layer
{
    protected const int MostRepetitions = 1024;

    /// <summary>The layers of one repetition, from those of the block.</summary>
    /// <param name="repetition">Its number, from 0.</param>
    public virtual IEnumerable<Layer> Repetition(int repetition) => Block.Layers;
}
