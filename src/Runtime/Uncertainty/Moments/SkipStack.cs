namespace DropoutGen.CompilerServices;

/// <summary>
/// What goes round the residual branches that the values of the moment are inside of, the outermost first. For the sum x + y behind a
/// branch the variance is Var(x) + Var(y) + 2 Cov(x, y): every step inside the branch takes Cov(x, y) along.
/// </summary>
internal sealed class SkipStack(int capacity)
{
    private readonly List<SkipMoments> _all = [];
    private int _depth;

    /// <summary>Covariances of what goes round each branch with the values inside.</summary>
    public IEnumerable<CrossCovariance> Covariances => Enumerable.Range(0, _depth).Select(WithValues);

    /// <summary>A branch starts: the values go on, and round it.</summary>
    public void Push(UnitMoments moments)
    {
        for (int i = 0; i < _depth; i++)
        {
            _all[i].With(_depth - i).CopyFrom(WithValues(i));
        }

        if (_all.Count == _depth)
        {
            _all.Add(new SkipMoments(capacity));
        }

        _all[_depth].Values.CopyFrom(moments);
        _all[_depth].With(0).SetTo(moments);
        _depth++;
    }

    /// <summary>A branch ends: what went round it is added.</summary>
    public void Pop(UnitMoments moments, bool needsCovariance)
    {
        AddTo(moments, _all[_depth - 1].Values, WithValues(_depth - 1), needsCovariance);
        for (int i = 0; i < _depth - 1; i++)
        {
            _all[i].With(_depth - 2 - i).Add(WithValues(i));
        }

        _depth--;
    }

    /// <summary>No branch is left.</summary>
    public void Clear() => _depth = 0;

    public void CopyFrom(SkipStack other)
    {
        _depth = 0;
        for (; _depth < other._depth; _depth++)
        {
            if (_all.Count == _depth)
            {
                _all.Add(new SkipMoments(capacity));
            }

            SkipMoments source = other._all[_depth];
            _all[_depth].Values.CopyFrom(source.Values);
            for (int level = 0; level < other._depth - _depth; level++)
            {
                _all[_depth].With(level).CopyFrom(source.With(level));
            }
        }
    }

    /// <summary>Values that do not vary any more have no covariance.</summary>
    public void Fix()
    {
        for (int i = 0; i < _depth; i++)
        {
            WithValues(i).Clear();
        }
    }

    /// <summary>Each value is multiplied by a factor, or by noise with that mean.</summary>
    public void Scale(ReadOnlySpan<double> factors)
    {
        for (int i = 0; i < _depth; i++)
        {
            WithValues(i).Scale(factors);
        }
    }

    /// <summary>The values go through a product.</summary>
    public void Multiply(DenseMoments product)
    {
        for (int i = 0; i < _depth; i++)
        {
            WithValues(i).Multiply(product);
        }
    }

    private CrossCovariance WithValues(int skip) => _all[skip].With(_depth - 1 - skip);

    private static void AddTo(UnitMoments moments, UnitMoments skip, CrossCovariance between, bool needsCovariance)
    {
        int count = moments.Count;
        DoubleVectors.Add(1, skip.Mean.AsSpan(0, count), moments.Mean.AsSpan(0, count));
        if (skip.Dependence == Dependence.Fixed)
        {
            return;
        }

        if (moments.Dependence == Dependence.Fixed)
        {
            moments.Variance.AsSpan(0, count).Clear();
            moments.Dependence = Dependence.Independent;
        }

        bool isCorrelated = needsCovariance
            && (!between.IsZero || moments.Dependence == Dependence.Correlated || skip.Dependence == Dependence.Correlated);
        for (int i = 0; i < count; i++)
        {
            double covariance = between.IsZero ? 0 : between[i, i];
            moments.Variance[i] = Math.Max(0, moments.Variance[i] + skip.Variance[i] + (2 * covariance));
        }

        if (!isCorrelated)
        {
            moments.Dependence = Dependence.Independent;
            return;
        }

        moments.Correlate();
        if (skip.Dependence == Dependence.Correlated)
        {
            DoubleVectors.Add(1, skip.Covariance, moments.Covariance);
        }

        for (int i = 0; i < count; i++)
        {
            Span<double> row = moments.CovarianceRow(i);
            for (int j = 0; !between.IsZero && j < count; j++)
            {
                row[j] += between[i, j] + between[j, i];
            }

            row[i] = moments.Variance[i];
        }
    }
}
