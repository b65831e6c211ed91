using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// A loss whose outputs are blocks of equal length, each with one value for every target: means and log-variances, or one
/// block for each quantile. Every row has outputs / <see cref="Blocks"/> targets.
/// </summary>
public abstract class BlockLoss : Loss<float>
{
    private protected BlockLoss(int blocks) => Blocks = blocks;

    /// <summary>Number of values that the network gives for each target.</summary>
    public int Blocks { get; }

    /// <inheritdoc/>
    public override int TargetsPerRow(int outputs) => outputs / Blocks;

    internal override void Validate(ReadOnlySpan<float> targets, int rows, int outputs)
    {
        // A target that is not finite makes the loss so, and that is refused before the update.
    }
}
