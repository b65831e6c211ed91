using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>
/// A layer of the dropout family: a value x becomes d + n (x + c), where the factor n is noise with known mean and variance. Exact,
/// whatever the distribution of x, since the noise is independent of it.
/// </summary>
internal sealed class DropoutMoments : MomentStep
{
    private readonly double _factorMean;
    private readonly double _factorVariance;

    // Of alpha dropout, which drops to a value and shifts what it keeps; 0 otherwise.
    private readonly double _dropped;
    private readonly double _shift;

    // Units whose factors depend on each other have the same group; -1 is never dropped. Empty where every unit is dropped by itself.
    private readonly int[] _groups = [];

    // Expected product of two factors of a group.
    private readonly double _factorProduct;

    public DropoutMoments(DropoutState dropout)
    {
        Draws = dropout.Rate > 0;
        double keep = dropout.EffectiveKeepProbability;
        double scale = dropout.TrainingScale;
        (_factorMean, _factorVariance) = dropout.Definition.Kind switch
        {
            DropoutKind.Gaussian => (1, dropout.NoiseDeviation * dropout.NoiseDeviation),
            DropoutKind.Concrete => ConcreteFactor.Moments(dropout.Logit),
            _ => (keep * scale, keep * (1 - keep) * scale * scale),
        };
        if (dropout.Definition.Kind == DropoutKind.Alpha)
        {
            _dropped = dropout.DroppedValue;
            _shift = (dropout.TrainingShift - _dropped) / scale;
        }

        _groups = Groups(dropout.Definition);
        _factorProduct = _groups.Length == 0 ? 0 : (dropout.Definition.Balanced ? PairOfBalanced : keep) * scale * scale;
    }

    // 8 of 16 are kept: two given ones with 8/16 * 7/15.
    private static double PairOfBalanced => 7.0 / 30;

    /// <summary>Whether it does anything: at a rate of 0 nothing is drawn.</summary>
    public bool Draws { get; }

    public override void Run(UnitMoments moments, UnitMoments scratch)
    {
        if (!Draws)
        {
            return;
        }

        int count = moments.Count;
        if (moments.Dependence == Dependence.Fixed)
        {
            moments.Variance.AsSpan(0, count).Clear();
            moments.Dependence = Dependence.Independent;
        }

        if (_groups.Length > 0 && NeedsCovariance)
        {
            moments.Correlate();
        }

        ScaleSkips(moments);
        DoubleVectors.AddConstant(_shift, moments.Mean.AsSpan(0, count));
        if (moments.Dependence == Dependence.Correlated)
        {
            ScaleCovariances(moments);
        }

        int done = _groups.Length == 0 ? ScaleVectors(moments.Mean.AsSpan(0, count), moments.Variance) : 0;
        for (int i = done; i < count; i++)
        {
            if (!IsFree(i))
            {
                double mean = moments.Mean[i];
                moments.Variance[i] = (((_factorMean * _factorMean) + _factorVariance) * moments.Variance[i]) + (_factorVariance * mean * mean);
                moments.Mean[i] = _factorMean * mean;
            }
        }

        DoubleVectors.AddConstant(_dropped, moments.Mean.AsSpan(0, count));
        for (int i = 0; i < count && moments.Dependence == Dependence.Correlated; i++)
        {
            moments.Covariance[(i * count) + i] = moments.Variance[i];
        }
    }

    private static int[] Groups(DropoutDefinition definition)
    {
        var groups = new int[definition.Units];
        switch (definition.Kind)
        {
            case DropoutKind.Path:
                return groups;
            case DropoutKind.Feature:
                Array.Fill(groups, -1);
                for (int feature = 0; feature < definition.Features.Length; feature++)
                {
                    foreach (int column in definition.Features[feature].Columns)
                    {
                        groups[column] = feature;
                    }
                }

                return groups;
            default:
                return definition.Balanced
                    ? [.. Enumerable.Range(0, definition.Units).Select(static unit => unit / 16)]
                    : [];
        }
    }

    // The factors are independent of what goes round a branch.
    private void ScaleSkips(UnitMoments moments)
    {
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
        if (_groups.Length == 0 && _factorMean == 1)
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
                    ? (_factorProduct * row[j]) + ((_factorProduct - factor) * moments.Mean[i] * moments.Mean[j])
                    : factor * row[j];
            }
        }
    }

    private double MeanFactor(int unit) => IsFree(unit) ? 1 : _factorMean;

    private bool IsFree(int unit) => _groups.Length > 0 && _groups[unit] < 0;

    // As many whole vectors as there are; returns how many values they are.
    private int ScaleVectors(Span<double> means, Span<double> variances)
    {
        Vector512<double> factorMean = Vector512.Create(_factorMean);
        Vector512<double> factorVariance = Vector512.Create(_factorVariance);
        int i = 0;
        for (; i <= means.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> mean = Vector512.LoadUnsafe(ref means[i]);
            Vector512<double> variance = Vector512.LoadUnsafe(ref variances[i]);
            (((factorMean * factorMean) + factorVariance) * variance + (factorVariance * mean * mean)).StoreUnsafe(ref variances[i]);
            (factorMean * mean).StoreUnsafe(ref means[i]);
        }

        return i;
    }
}
