namespace DropoutGen.Theory;

/// <summary>Outputs averaged over masks beside deterministic ones.</summary>
public sealed class ExpectationReport
{
    private readonly float[] _deterministic;
    private readonly RunningMoments[] _moments;
    private readonly double[]? _closedForm;

    internal ExpectationReport(
        int rows,
        int outputs,
        int passes,
        float[] deterministic,
        RunningMoments[] moments,
        double[]? closedForm,
        Estimate meanBias)
    {
        Rows = rows;
        Outputs = outputs;
        Passes = passes;
        _deterministic = deterministic;
        _moments = moments;
        _closedForm = closedForm;
        MeanBias = meanBias;
    }

    /// <summary>Number of input rows.</summary>
    public int Rows { get; }

    /// <summary>Values in one output row.</summary>
    public int Outputs { get; }

    /// <summary>Number of masks.</summary>
    public int Passes { get; }

    /// <summary>Outputs without masks, rows x outputs.</summary>
    public ReadOnlySpan<float> Deterministic => _deterministic;

    /// <summary>Mean over masks minus deterministic output, averaged over all rows and outputs.</summary>
    public Estimate MeanBias { get; }

    /// <summary>Probability with which an interval contains the exact value.</summary>
    public double Confidence => MeanBias.Confidence;

    /// <summary>Number of outputs whose interval does not contain the deterministic value.</summary>
    public int Outside
    {
        get
        {
            int outside = 0;
            for (int i = 0; i < _moments.Length; i++)
            {
                outside += _moments[i].Mean(Confidence).Contains(_deterministic[i]) ? 0 : 1;
            }

            return outside;
        }
    }

    /// <summary>
    /// Whether expectation and deterministic output agree: all deterministic values lie in intervals that together have the
    /// confidence (each 1 - (1 - confidence) / count: Bonferroni).
    /// </summary>
    public bool IsKept
    {
        get
        {
            double confidence = 1 - ((1 - Confidence) / _moments.Length);
            for (int i = 0; i < _moments.Length; i++)
            {
                if (!_moments[i].Mean(confidence).Contains(_deterministic[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Mean over masks of an output.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public Estimate Mean(int row, int output) => _moments[Index(row, output)].Mean(Confidence);

    /// <summary>Variance over masks of an output.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public Estimate Variance(int row, int output) => _moments[Index(row, output)].Variance(Confidence);

    /// <summary>Mean over masks minus deterministic output: the Jensen bias.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public Estimate Bias(int row, int output)
    {
        Estimate mean = Mean(row, output);
        return new Estimate(mean.Value - _deterministic[Index(row, output)], mean.StandardError, Confidence);
    }

    /// <summary>
    /// What the bias must be: 0 where the network is linear behind its first dropout,
    /// <see cref="DropoutExpectation.BiasOfQuadraticUnit"/> for a dropout in front of one dense layer and <c>Square</c>; null for
    /// other networks.
    /// </summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public double? ExactBias(int row, int output) => _closedForm?[Index(row, output)];

    private int Index(int row, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs);
        return (row * Outputs) + output;
    }
}
