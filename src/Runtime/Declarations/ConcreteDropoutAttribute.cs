namespace DropoutGen;

/// <summary>
/// Dropout whose rate is learned with the weights, in front of a <see cref="DenseAttribute">Dense</see>: in training and in
/// Monte-Carlo sampling each value is multiplied by z / (1 - p), where z = 1 - sigmoid((logit p + logit u) / 0.1) with u uniform on
/// (0, 1) is nearly 0 or 1 and a smooth function of the rate p. What is learned is logit p.
/// </summary>
/// <remarks>
/// <para>
/// Training adds to the loss <see cref="WeightRegularizer"/> * ||W||^2 / (1 - p) + <see cref="DropoutRegularizer"/> * K (p log p + (1 - p)
/// log(1 - p)), where W is the weight of the Dense right behind and K its number of inputs. With prior length scale l and N training rows the
/// paper has l^2 / N for the first, and for the second 2 / N with <c>MeanSquaredError</c> or <c>GaussianNegativeLogLikelihood</c> and 1 / N with
/// <c>SoftmaxCrossEntropy</c>.
/// </para>
/// <para>
/// The network's <c>Dropouts</c> say the present rate; logit p is the parameter <c>concretedropout0.logit</c>.
/// Gal, Hron, Kendall: Concrete Dropout (2017), and the code that goes with it.
/// </para>
/// </remarks>
/// <param name="initialRate">The rate that learning starts from, above 0 and below 1.</param>
public sealed class ConcreteDropoutAttribute(double initialRate = 0.1) : LayerAttribute
{
    /// <summary>The rate that learning starts from.</summary>
    public double InitialRate { get; } = initialRate;

    /// <summary>Factor of ||W||^2 / (1 - p) in the loss, 0 or above: l^2 / N. The default is the paper's code's, 1e-6.</summary>
    public double WeightRegularizer { get; set; } = 1e-6;

    /// <summary>Factor of the rate's negative entropy times the inputs, 0 or above: 2 / N or 1 / N. The default is the paper's code's, 1e-5.</summary>
    public double DropoutRegularizer { get; set; } = 1e-5;
}
