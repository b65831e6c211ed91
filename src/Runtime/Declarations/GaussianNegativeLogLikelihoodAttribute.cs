namespace DropoutGen;

/// <summary>
/// Loss for real values whose noise is learnt too: the negative log-likelihood <c>(s + (target - m)^2 exp(-s)) / 2</c> of
/// a normal distribution with mean m and log-variance s, averaged over rows and targets. Stands last.
/// </summary>
/// <remarks>
/// The first half of the outputs are the means, the second half the log-variances: two for every target.
/// <c>Predict</c> returns means and variances, <c>PredictLogits</c> means and log-variances. PyTorch's GaussianNLLLoss, with
/// the log-variance in place of the variance, so that no bound is needed.
/// Nix, Weigend: Estimating the mean and variance of the target probability distribution (1994).
/// </remarks>
public sealed class GaussianNegativeLogLikelihoodAttribute : LayerAttribute
{
    /// <summary>Whether the constant log(2 pi) / 2 is part of the loss. PyTorch's default: <see langword="false"/>.</summary>
    public bool Full { get; set; }
}
