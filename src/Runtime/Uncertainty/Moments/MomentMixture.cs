namespace DropoutGen.CompilerServices;

/// <summary>Mean and variance of a mixture: E[m], and E[v] + Var(m), taken relative to the first part's mean.</summary>
internal sealed class MomentMixture(int outputs)
{
    private readonly double[] _reference = new double[outputs];
    private readonly double[] _sums = new double[outputs];
    private readonly double[] _squares = new double[outputs];
    private bool _isEmpty = true;

    public void Clear()
    {
        _isEmpty = true;
        _sums.AsSpan().Clear();
        _squares.AsSpan().Clear();
    }

    public void Add(double probability, UnitMoments part)
    {
        if (_isEmpty)
        {
            part.Mean.AsSpan(0, outputs).CopyTo(_reference);
            _isEmpty = false;
        }

        bool varies = part.Dependence != Dependence.Fixed;
        for (int i = 0; i < outputs; i++)
        {
            double difference = part.Mean[i] - _reference[i];
            _sums[i] += probability * difference;
            _squares[i] += probability * ((difference * difference) + (varies ? part.Variance[i] : 0));
        }
    }

    public void Write(Span<float> mean, Span<float> variance)
    {
        for (int i = 0; i < outputs; i++)
        {
            mean[i] = (float)(_reference[i] + _sums[i]);
            variance[i] = (float)Math.Max(0, _squares[i] - (_sums[i] * _sums[i]));
        }
    }
}
