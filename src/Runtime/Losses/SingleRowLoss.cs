using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Losses of a single logit, for straight-line code: the value and its gradient stay in registers. They are the bits that
/// the loss itself gives for a batch of one row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SingleRowLoss
{
    /// <summary><see cref="MeanSquaredErrorLoss"/>.</summary>
    /// <param name="logit">The logit.</param>
    /// <param name="target">The target.</param>
    /// <param name="gradient">The derivative by the logit.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MeanSquaredError(float logit, float target, out float gradient)
    {
        Lanes1 loss = default(MeanSquaredErrorLoss.Term).Evaluate(new Lanes1(logit), new Lanes1(target), out Lanes1 slope);
        gradient = slope.Value;
        return loss.Value;
    }
}
