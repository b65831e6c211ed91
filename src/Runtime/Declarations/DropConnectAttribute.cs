namespace DropoutGen;

/// <summary>
/// Dropout of weights: in training and in Monte-Carlo sampling each weight of the <see cref="DenseAttribute">Dense</see> right
/// behind is zero with probability <paramref name="rate"/>, and otherwise multiplied by 1 / (1 - rate). All rows of a step, or of
/// a pass of sampling, see the same weights. Biases are kept, and inference takes the weights as they are.
/// </summary>
/// <remarks>
/// <code>[Network(784)] [DropConnect(0.5), Dense(256), Relu] [Dense(10), SoftmaxCrossEntropy]</code>
/// Wan, Zeiler, Zhang, LeCun, Fergus: Regularization of Neural Networks using DropConnect (2013), there with a mask for each row.
/// </remarks>
/// <param name="rate">Probability to drop a weight, 0 or above and below 1. The trainer can change it between steps.</param>
public sealed class DropConnectAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability to drop a weight.</summary>
    public double Rate { get; } = rate;
}
