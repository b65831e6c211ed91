namespace DropoutGen;

/// <summary>Mean and variance over dropout masks of the values that the loss takes, without sampling. Matrices are rows x outputs.</summary>
public sealed class MomentPrediction
{
    private readonly float[] _mean;
    private readonly float[] _variance;

    internal MomentPrediction(int rows, float[] mean, float[] variance)
    {
        Rows = rows;
        Outputs = mean.Length / rows;
        _mean = mean;
        _variance = variance;
    }

    /// <summary>Number of input rows.</summary>
    public int Rows { get; }

    /// <summary>Values in one output row.</summary>
    public int Outputs { get; }

    /// <summary>Mean of the logits, rows x outputs: what <c>PredictLogits</c> gives, averaged over all masks.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Variance of the logits over the masks, rows x outputs.</summary>
    public ReadOnlySpan<float> Variance => _variance;
}
