using TorchSharp;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>The mean loss of a batch by libtorch's functions.</summary>
internal static class LibtorchLoss
{
    public static Tensor Compute(Loss loss, Tensor outputs, Tensor targets) => loss switch
    {
        SoftmaxCrossEntropyLoss => nn.functional.cross_entropy(outputs, targets),
        SigmoidCrossEntropyLoss => nn.functional.binary_cross_entropy_with_logits(outputs, targets),
        MeanSquaredErrorLoss => nn.functional.mse_loss(outputs, targets),
        HuberLoss huber => nn.functional.huber_loss(outputs, targets, huber.Delta),
        QuantileLoss quantile => Quantile(quantile, outputs, targets),
        GaussianNegativeLogLikelihoodLoss likelihood => Likelihood(likelihood, outputs, targets),
        _ => throw new NotSupportedException($"No function for {loss.Name}."),
    };

    // libtorch has none: max(level d, (level - 1) d) of d = target - prediction, a block of outputs for each level.
    private static Tensor Quantile(QuantileLoss loss, Tensor outputs, Tensor targets)
    {
        Tensor[] blocks = outputs.chunk(loss.Levels.Length, 1);
        return cat([.. loss.Levels.Zip(blocks, (level, block) =>
        {
            Tensor distance = targets - block;
            return maximum(level * distance, (level - 1) * distance);
        })], 1).mean();
    }

    // Outputs are means, then logarithms of variances. Written out as PyTorch defines it: TorchSharp's gaussian_nll_loss sums over
    // the targets of a row, and gives the variance no gradient.
    private static Tensor Likelihood(GaussianNegativeLogLikelihoodLoss loss, Tensor outputs, Tensor targets)
    {
        Tensor[] blocks = outputs.chunk(2, 1);
        Tensor variance = blocks[1].exp();
        Tensor mean = (0.5 * (variance.log() + ((targets - blocks[0]).square() / variance))).mean();
        return loss.IsFull ? mean + (0.5 * Math.Log(2 * Math.PI)) : mean;
    }
}
