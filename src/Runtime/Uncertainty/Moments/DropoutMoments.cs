namespace DropoutGen.CompilerServices;

/// <summary>
/// A layer of the dropout family: a value x becomes b (scale x + shift) + (1 - b) dropped with b = 1 of probability q, or x n with
/// n normal. Exact, whatever the distribution of x, since the noise is independent of it.
/// </summary>
internal sealed class DropoutMoments : MomentStep
{
    private readonly DropoutKind _kind;
    private readonly double _keep;
    private readonly double _scale;
    private readonly double _shift;
    private readonly double _dropped;
    private readonly double _noise;

    // Feature of each column, -1 for none; empty where every unit is dropped by itself.
    private readonly int[] _features = [];

    public DropoutMoments(DropoutState dropout)
    {
        _kind = dropout.Definition.Kind;
        _keep = dropout.EffectiveKeepProbability;
        _scale = dropout.TrainingScale;
        _noise = dropout.NoiseDeviation * dropout.NoiseDeviation;
        if (_kind == DropoutKind.Alpha)
        {
            _shift = dropout.TrainingShift;
            _dropped = dropout.DroppedValue;
        }
        else if (_kind == DropoutKind.Feature)
        {
            _features = new int[dropout.Definition.Units];
            Array.Fill(_features, -1);
            for (int feature = 0; feature < dropout.Definition.Features.Length; feature++)
            {
                foreach (int column in dropout.Definition.Features[feature].Columns)
                {
                    _features[column] = feature;
                }
            }
        }
    }

    public override void Run(RowMoments moments, RowMoments scratch)
    {
        if (moments.Dependence == Dependence.Fixed)
        {
            moments.Variance.AsSpan(0, moments.Count).Clear();
            moments.Dependence = Dependence.Independent;
            if (_kind == DropoutKind.Feature && NeedsCovariance)
            {
                moments.Covariance.Clear();
                moments.Dependence = Dependence.Correlated;
            }
        }

        if (moments.Dependence == Dependence.Correlated)
        {
            ScaleCovariances(moments);
        }

        for (int i = 0; i < moments.Count; i++)
        {
            Scale(ref moments.Mean[i], ref moments.Variance[i], i);
            if (moments.Dependence == Dependence.Correlated)
            {
                moments.Covariance[(i * moments.Count) + i] = moments.Variance[i];
            }
        }
    }

    private void ScaleCovariances(RowMoments moments)
    {
        int count = moments.Count;
        if (_kind == DropoutKind.Gaussian)
        {
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Span<double> row = moments.CovarianceRow(i);
            for (int j = 0; j < count; j++)
            {
                double factor = MeanFactor(i) * MeanFactor(j);
                row[j] = _features.Length > 0 && _features[i] == _features[j] && _features[i] >= 0
                    ? _scale * _scale * _keep * (row[j] + ((1 - _keep) * moments.Mean[i] * moments.Mean[j]))
                    : factor * row[j];
            }
        }
    }

    private double MeanFactor(int unit) => IsFree(unit) ? 1 : _keep * _scale;

    private bool IsFree(int unit) => _features.Length > 0 && _features[unit] < 0;

    private void Scale(ref double mean, ref double variance, int unit)
    {
        if (IsFree(unit))
        {
            return;
        }

        if (_kind == DropoutKind.Gaussian)
        {
            variance = (variance * (1 + _noise)) + (mean * mean * _noise);
            return;
        }

        double kept = (_scale * mean) + _shift;
        double step = kept - _dropped;
        mean = (_keep * kept) + ((1 - _keep) * _dropped);
        variance = _keep * ((_scale * _scale * variance) + ((1 - _keep) * step * step));
    }
}
