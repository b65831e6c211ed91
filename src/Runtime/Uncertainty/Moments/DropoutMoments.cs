using System.Runtime.Intrinsics;

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

    // Units whose masks depend on each other have the same group; -1 is never dropped. Empty where every unit is dropped by itself.
    private readonly int[] _groups = [];
    private readonly double _bothKept;

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
            _groups = new int[dropout.Definition.Units];
            Array.Fill(_groups, -1);
            for (int feature = 0; feature < dropout.Definition.Features.Length; feature++)
            {
                foreach (int column in dropout.Definition.Features[feature].Columns)
                {
                    _groups[column] = feature;
                }
            }

            _bothKept = _keep;
        }
        else if (dropout.Definition.Balanced && dropout.Rate > 0)
        {
            // 8 of 16: 8/16 * 7/15.
            _groups = [.. Enumerable.Range(0, dropout.Definition.Units).Select(static unit => unit / 16)];
            _bothKept = 7.0 / 30;
        }
    }

    public override void Run(UnitMoments moments, UnitMoments scratch)
    {
        if (moments.Dependence == Dependence.Fixed)
        {
            moments.Variance.AsSpan(0, moments.Count).Clear();
            moments.Dependence = Dependence.Independent;
            if (_groups.Length > 0 && NeedsCovariance)
            {
                moments.Covariance.Clear();
                moments.Dependence = Dependence.Correlated;
            }
        }

        ScaleSkips(moments);
        if (moments.Dependence == Dependence.Correlated)
        {
            ScaleCovariances(moments);
        }

        int count = moments.Count;
        int done = _groups.Length == 0 && _kind != DropoutKind.Gaussian ? ScaleVectors(moments.Mean.AsSpan(0, count), moments.Variance) : 0;
        for (int i = done; i < count; i++)
        {
            Scale(ref moments.Mean[i], ref moments.Variance[i], i);
        }

        for (int i = 0; i < count && moments.Dependence == Dependence.Correlated; i++)
        {
            moments.Covariance[(i * count) + i] = moments.Variance[i];
        }
    }

    // The masks are independent of what goes round a branch.
    private void ScaleSkips(UnitMoments moments)
    {
        if (_kind == DropoutKind.Gaussian)
        {
            return;
        }

        Span<double> factors = moments.Room(moments.Count);
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = MeanFactor(i);
        }

        moments.Skips.Scale(factors);
    }

    private void ScaleCovariances(UnitMoments moments)
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
                row[j] = _groups.Length > 0 && _groups[i] == _groups[j] && _groups[i] >= 0
                    ? _scale * _scale * ((_bothKept * row[j]) + ((_bothKept - (_keep * _keep)) * moments.Mean[i] * moments.Mean[j]))
                    : factor * row[j];
            }
        }
    }

    private double MeanFactor(int unit) => IsFree(unit) ? 1 : _keep * _scale;

    private bool IsFree(int unit) => _groups.Length > 0 && _groups[unit] < 0;

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

    // The same for as many whole vectors as there are; returns how many values they are.
    private int ScaleVectors(Span<double> means, Span<double> variances)
    {
        int i = 0;
        for (; i <= means.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> kept = (Vector512.Create(_scale) * Vector512.LoadUnsafe(ref means[i])) + Vector512.Create(_shift);
            Vector512<double> step = kept - Vector512.Create(_dropped);
            Vector512<double> variance = Vector512.Create(_scale * _scale) * Vector512.LoadUnsafe(ref variances[i]);
            ((Vector512.Create(_keep) * kept) + Vector512.Create((1 - _keep) * _dropped)).StoreUnsafe(ref means[i]);
            (Vector512.Create(_keep) * (variance + (Vector512.Create(1 - _keep) * step * step))).StoreUnsafe(ref variances[i]);
        }

        return i;
    }
}
