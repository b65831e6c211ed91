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

    /// <summary>
    /// Stochastic depth: probability to drop the branch whole, for each row of training and of Monte-Carlo sampling, 0 or above and
    /// below 1; y = x + z / q F(x) with q = 1 - rate and z 1 with probability q, else 0. Inference always adds F(x). The trainer can
    /// change the rates between steps. Default: the branch is never dropped.
    /// </summary>
    /// <remarks>
    /// Where no row of a batch keeps the branch, its products are not computed.
    /// Huang, Sun, Liu, Sedra, Weinberger: Deep Networks with Stochastic Depth (2016).
    /// </remarks>
    public double DropPath { get; set; }

    /// <summary>Which branch of several has which share of <see cref="DropPath"/>. Default: <see cref="DropPathSchedule.Constant"/>.</summary>
    public DropPathSchedule DropPathSchedule { get; set; }

    /// <summary>
    /// Where a kept branch is scaled: in training and sampling (<see cref="DropoutScaling.Inverted"/>, the default), or, as in the paper,
    /// at inference, which then adds q F(x) (<see cref="DropoutScaling.Classic"/>). Not <see cref="DropoutScaling.None"/>.
    /// </summary>
    public DropoutScaling DropPathScaling { get; set; }

    /// <summary>
    /// How many consecutive rows of a batch keep or drop the branch together: 1, or a multiple of 16. Where that is the whole
    /// batch, a dropped branch is not computed. Default: 1, each row by itself.
    /// </summary>
    public int DropPathRowsPerMask { get; set; } = 1;
}
