namespace DropoutGen;

/// <summary>
/// A residual branch: the layers of a block, whose result is added to what they take, y = x + F(x). The block must give back
/// as many values as it takes.
/// </summary>
/// <remarks>He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition (2016).</remarks>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>; no static one.</typeparam>
public sealed class ResidualAttribute<TBlock> : LayerAttribute
    where TBlock : class
{
    /// <summary>
    /// How many residual branches follow each other, 1 to 1,024, each with parameters and masks of its own; a network has at
    /// most 4,096 layers. Default: 1.
    /// </summary>
    public int Repeat { get; set; } = 1;
}
