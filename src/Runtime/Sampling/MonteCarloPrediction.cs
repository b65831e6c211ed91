namespace DropoutGen;

/// <summary>
/// Statistics of a network's predictions over dropout masks: Monte-Carlo dropout. All matrices are rows x outputs.
/// </summary>
/// <remarks>Gal, Ghahramani: Dropout as a Bayesian Approximation (2016).</remarks>
public sealed class MonteCarloPrediction
{
    private readonly float[] _mean;
    private readonly float[] _variance;
    private readonly float[] _predictiveEntropy;
    private readonly float[] _mutualInformation;

    internal MonteCarloPrediction(
        int rows, int outputs, int passes, float[] mean, float[] variance, float[] predictiveEntropy, float[] mutualInformation)
    {
        Rows = rows;
        Outputs = outputs;
        Passes = passes;
        _mean = mean;
        _variance = variance;
        _predictiveEntropy = predictiveEntropy;
        _mutualInformation = mutualInformation;
    }

    /// <summary>Number of input rows.</summary>
    public int Rows { get; }

    /// <summary>Values in one output row.</summary>
    public int Outputs { get; }

    /// <summary>Number of masks that each row was evaluated with.</summary>
    public int Passes { get; }

    /// <summary>Mean over the passes of what <c>Predict</c> returns, rows x outputs.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Variance over the passes with divisor passes - 1, rows x outputs.</summary>
    public ReadOnlySpan<float> Variance => _variance;

    /// <summary>
    /// For classifiers: the entropy of the mean distribution in nats, one value a row; of independent outputs their sum.
    /// Empty for other networks.
    /// </summary>
    public ReadOnlySpan<float> PredictiveEntropy => _predictiveEntropy;

    /// <summary>
    /// For classifiers: predictive entropy minus the mean entropy of the passes in nats, one value a row: the part of
    /// the uncertainty that is the model's (epistemic). Empty for other networks.
    /// </summary>
    /// <remarks>Houlsby, Huszár, Ghahramani, Lengyel: Bayesian Active Learning (2011).</remarks>
    public ReadOnlySpan<float> MutualInformation => _mutualInformation;
}
