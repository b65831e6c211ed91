namespace DropoutGen.CompilerServices;

/// <summary>How the values of a layer depend on each other, over the masks.</summary>
internal enum Dependence
{
    /// <summary>They do not vary.</summary>
    Fixed,

    /// <summary>They vary independently of each other.</summary>
    Independent,

    /// <summary>They vary together.</summary>
    Correlated,
}

/// <summary>Mean and covariance over the masks of a layer's values for one row of inputs.</summary>
internal sealed class UnitMoments(int capacity)
{
    private readonly double[] _room = new double[2 * capacity];
    private double[] _mean = new double[capacity];
    private double[] _variance = new double[capacity];
    private double[]? _covariance;

    /// <summary>Number of values.</summary>
    public int Count { get; set; }

    public double[] Mean => _mean;

    /// <summary>Variance of each value, unless they are <see cref="Dependence.Fixed"/>.</summary>
    public double[] Variance => _variance;

    public Dependence Dependence { get; set; }

    /// <summary>What goes round the residual branches that the values are inside of.</summary>
    public SkipStack Skips { get; } = new(capacity);

    /// <summary>Covariances, rows of <see cref="Count"/> values, if they are <see cref="Dependence.Correlated"/>; the diagonal is the variance.</summary>
    public Span<double> Covariance => (_covariance ??= new double[capacity * capacity]).AsSpan(0, Count * Count);

    public Span<double> CovarianceRow(int row) => Covariance.Slice(row * Count, Count);

    /// <summary>Room for a value of each unit, not part of the moments.</summary>
    public Span<double> Room(int count) => _room.AsSpan(0, count);

    /// <summary>Writes out the covariances of values that vary independently.</summary>
    public void Correlate()
    {
        if (Dependence == Dependence.Independent)
        {
            Dependence = Dependence.Correlated;
            Covariance.Clear();
            for (int i = 0; i < Count; i++)
            {
                CovarianceRow(i)[i] = _variance[i];
            }
        }
    }

    /// <summary>From here on the means are taken for the values.</summary>
    public void Fix()
    {
        Dependence = Dependence.Fixed;
        Skips.Fix();
    }

    /// <summary>Gives the moments to another and takes its room, to write others to.</summary>
    public void MoveTo(UnitMoments other)
    {
        (_mean, other._mean) = (other._mean, _mean);
        (_variance, other._variance) = (other._variance, _variance);
        (_covariance, other._covariance) = (other._covariance, _covariance);
        other.Count = Count;
        other.Dependence = Dependence;
    }

    /// <summary>Takes the moments of another's values, not what goes round branches.</summary>
    public void CopyFrom(UnitMoments other)
    {
        Count = other.Count;
        Dependence = other.Dependence;
        other.Mean.AsSpan(0, Count).CopyTo(Mean);
        if (Dependence != Dependence.Fixed)
        {
            other.Variance.AsSpan(0, Count).CopyTo(Variance);
        }

        if (Dependence == Dependence.Correlated)
        {
            other.Covariance.CopyTo(Covariance);
        }
    }
}
