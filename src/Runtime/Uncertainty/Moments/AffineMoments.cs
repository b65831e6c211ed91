namespace DropoutGen.CompilerServices;

/// <summary>
/// Each value times a factor plus an offset: a batch normalisation by its running statistics, which is what inference and sampling
/// take. Exact.
/// </summary>
internal sealed class AffineMoments : MomentStep
{
    private readonly double[] _factors;
    private readonly double[] _offsets;

    public AffineMoments(NetworkState state, BatchNormDefinition normalization)
    {
        float[] means = state.RunningStatistics[normalization.Name + ".running_mean"].ToArray();
        float[] variances = state.RunningStatistics[normalization.Name + ".running_var"].ToArray();
        _factors = Array.ConvertAll(variances, variance => 1 / Math.Sqrt(variance + normalization.Epsilon));
        _offsets = new double[means.Length];
        for (int unit = 0; unit < means.Length; unit++)
        {
            if (normalization.Weight >= 0)
            {
                _factors[unit] *= state.Parameters[normalization.Weight][unit];
                _offsets[unit] = state.Parameters[normalization.Weight + 1][unit];
            }

            _offsets[unit] -= means[unit] * _factors[unit];
        }
    }

    public override void Run(UnitMoments moments, UnitMoments scratch)
    {
        for (int i = 0; i < moments.Count; i++)
        {
            moments.Mean[i] = (moments.Mean[i] * _factors[i]) + _offsets[i];
        }

        if (moments.Dependence == Dependence.Fixed)
        {
            return;
        }

        moments.Skips.Scale(_factors);
        for (int i = 0; i < moments.Count; i++)
        {
            moments.Variance[i] *= _factors[i] * _factors[i];
        }

        if (moments.Dependence == Dependence.Correlated)
        {
            for (int i = 0; i < moments.Count; i++)
            {
                Span<double> row = moments.CovarianceRow(i);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] *= _factors[i] * _factors[j];
                }
            }
        }
    }
}
