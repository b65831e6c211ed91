namespace DropoutGen;

/// <summary>
/// Loss for quantiles of real values: the pinball loss <c>max(level * d, (level - 1) * d)</c> of d = target - output,
/// averaged over rows, levels and targets. Stands last.
/// </summary>
/// <remarks>
/// The outputs are one block for each level, in their order, each with one value for every target: three levels of two
/// targets take six outputs. Koenker, Bassett: Regression Quantiles (1978).
/// </remarks>
/// <param name="levels">The quantiles to learn, each above 0 and below 1, for example 0.05, 0.5, 0.95.</param>
public sealed class QuantileAttribute(params double[] levels) : LayerAttribute
{
    /// <summary>The quantiles to learn.</summary>
    public IReadOnlyList<double> Levels { get; } = levels;
}
