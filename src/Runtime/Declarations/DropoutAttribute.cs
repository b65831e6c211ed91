namespace DropoutGen;

/// <summary>
/// Dropout: in training and in Monte-Carlo sampling each unit is set to zero with probability <paramref name="rate"/>.
/// </summary>
/// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014).</remarks>
/// <param name="rate">Probability to drop a unit, 0 or above and below 1. The trainer can change it between steps.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability to drop a unit.</summary>
    public double Rate { get; } = rate;

    /// <summary>Where the kept units are scaled. Default: <see cref="DropoutScaling.Inverted"/>.</summary>
    public DropoutScaling Scaling { get; set; }

    /// <summary>
    /// How many consecutive rows of a batch share a mask: 1, or a multiple of 16. Dropped units are then left out of the
    /// products around the layer, which makes a training step faster than one without dropout. Default: 1, each row its own.
    /// </summary>
    /// <remarks>
    /// Each row's mask has the same distribution as before; the masks of the rows of a group are equal rather than
    /// independent, so a gradient averages over fewer masks.
    /// </remarks>
    public int RowsPerMask { get; set; } = 1;

    /// <summary>
    /// Whether exactly 8 of each 16 consecutive units are kept, every choice of 8 being equally likely; for
    /// the rate 0.5 alone.
    /// </summary>
    /// <remarks>
    /// A unit is kept with probability 1/2 as before, so expectations are the same. Two units of a block of 16 are kept
    /// together with probability 7/30 instead of 1/4: their factors have covariance -1/15 rather than 0.
    /// </remarks>
    public bool Balanced { get; set; }

    /// <summary>
    /// Whether training draws no masks and adds to the loss what they would add to its expectation: adaptive L2. For a dropout in front
    /// of the last Dense with <see cref="MeanSquaredErrorAttribute">MeanSquaredError</see> directly behind, where that has a closed form.
    /// </summary>
    /// <remarks>
    /// With n rows, K outputs, weights w and values x the loss gains rate / (1 - rate) / (n K) times the sum of (w x)^2 over rows, outputs and
    /// values: the exact expectation over masks, without their noise in the gradients. Monte-Carlo sampling draws masks as ever. Wager, Wang,
    /// Liang: Dropout Training as Adaptive Regularization (2013); Srivastava et al.: Dropout (2014), section 9.1.
    /// </remarks>
    public bool Marginalized { get; set; }
}
