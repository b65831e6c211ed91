namespace DropoutGen.CompilerServices;

/// <summary>Expected calibration error over selected rows.</summary>
internal readonly ref struct CalibrationMetric : IRowMetric
{
    private readonly ReadOnlySpan<float> _probabilities;
    private readonly ReadOnlySpan<int> _labels;
    private readonly int _classes;
    private readonly int _bins;

    private CalibrationMetric(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes, int bins)
    {
        _probabilities = probabilities;
        _labels = labels;
        _classes = classes;
        _bins = bins;
    }

    public static CalibrationMetric Create(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return new CalibrationMetric(probabilities, labels, MetricArgument.Classes(probabilities, labels), bins);
    }

    public double Of(RowSelection rows)
    {
        // |sum of confidence - number right| is the bin's weight times its gap already.
        var excess = new double[_bins];
        for (int i = 0; i < rows.Count; i++)
        {
            (double confidence, int predicted) = Decide(rows[i]);
            int bin = Math.Clamp((int)Math.Ceiling(confidence * _bins) - 1, 0, _bins - 1);
            excess[bin] += confidence - (predicted == _labels[rows[i]] ? 1 : 0);
        }

        return excess.Sum(Math.Abs) / rows.Count;
    }

    private (double Confidence, int Predicted) Decide(int row)
    {
        ReadOnlySpan<float> values = _probabilities.Slice(row * _classes, _classes);
        if (_classes == 1)
        {
            return values[0] > 0.5f ? (values[0], 1) : (1.0 - values[0], 0);
        }

        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return (values[best], best);
    }
}

/// <summary>-log p[label].</summary>
internal readonly ref struct LogTerm : IRowTerm
{
    private readonly ReadOnlySpan<float> _probabilities;
    private readonly ReadOnlySpan<int> _labels;
    private readonly int _classes;

    private LogTerm(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        _probabilities = probabilities;
        _labels = labels;
        _classes = MetricArgument.Classes(probabilities, labels);
    }

    public static LogTerm Create(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels) => new(probabilities, labels);

    public double Term(int row)
    {
        if (_classes == 1)
        {
            double yes = _probabilities[row];
            return -Math.Log(_labels[row] == 1 ? yes : Math.Max(1 - yes, 0));
        }

        return -Math.Log(_probabilities[(row * _classes) + _labels[row]]);
    }
}

/// <summary>Squared distance of a distribution from the label's.</summary>
internal readonly ref struct BrierTerm : IRowTerm
{
    private readonly ReadOnlySpan<float> _probabilities;
    private readonly ReadOnlySpan<int> _labels;
    private readonly int _classes;

    private BrierTerm(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        _probabilities = probabilities;
        _labels = labels;
        _classes = MetricArgument.Classes(probabilities, labels);
    }

    public static BrierTerm Create(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels) => new(probabilities, labels);

    public double Term(int row)
    {
        ReadOnlySpan<float> values = _probabilities.Slice(row * _classes, _classes);

        // A single column stands for class 1.
        int label = _classes == 1 ? _labels[row] - 1 : _labels[row];
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = values[i] - (i == label ? 1.0 : 0.0);
            sum += difference * difference;
        }

        return sum;
    }
}
