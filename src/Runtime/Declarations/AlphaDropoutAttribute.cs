namespace DropoutGen;

/// <summary>
/// Alpha dropout, for behind <see cref="SeluAttribute">Selu</see>: in training and in Monte-Carlo sampling each unit takes
/// Selu's negative saturation alpha' = -1.7580993408473766 with probability <paramref name="rate"/>, and all are then scaled
/// and shifted so that values of mean 0 and variance 1 keep both.
/// </summary>
/// <remarks>
/// With keep probability q: a x + b for a kept unit, a alpha' + b for a dropped one, a = (q + alpha'^2 q (1 - q))^(-1/2),
/// b = -a alpha' (1 - q). PyTorch's AlphaDropout. Klambauer, Unterthiner, Mayr, Hochreiter: Self-Normalizing Neural
/// Networks (2017), section "New Dropout Technique".
/// </remarks>
/// <param name="rate">Probability to drop a unit, 0 or above and below 1; 0.05 to 0.1 are usual. The trainer can change it between steps.</param>
public sealed class AlphaDropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability to drop a unit.</summary>
    public double Rate { get; } = rate;
}
