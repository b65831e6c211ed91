namespace DropoutGen.CompilerServices;

/// <summary>
/// Covariances of some values, in rows, with those that a layer takes or gives, in columns. What happens to the columns happens
/// independently of the rows, so that each step has a linear map for it.
/// </summary>
internal sealed class CrossCovariance
{
    private double[] _values = [];
    private double[] _spare = [];
    private int _rows;
    private int _columns;

    /// <summary>Whether all are 0: nothing is stored.</summary>
    public bool IsZero { get; private set; } = true;

    /// <summary>Number of values of which these are covariances.</summary>
    public int Rows => IsZero ? 0 : _rows;

    public double this[int row, int column] => _values[(row * _columns) + column];

    public Span<double> Row(int row) => _values.AsSpan(row * _columns, _columns);

    /// <summary>No covariance is left.</summary>
    public void Clear() => IsZero = true;

    /// <summary>The covariances of values with themselves.</summary>
    public void SetTo(UnitMoments moments)
    {
        IsZero = moments.Dependence == Dependence.Fixed;
        if (IsZero)
        {
            return;
        }

        Resize(moments.Count, moments.Count);
        if (moments.Dependence == Dependence.Correlated)
        {
            moments.Covariance.CopyTo(_values);
            return;
        }

        _values.AsSpan(0, _rows * _columns).Clear();
        for (int i = 0; i < _rows; i++)
        {
            Row(i)[i] = moments.Variance[i];
        }
    }

    public void CopyFrom(CrossCovariance other)
    {
        IsZero = other.IsZero;
        if (!IsZero)
        {
            Resize(other._rows, other._columns);
            other._values.AsSpan(0, _rows * _columns).CopyTo(_values);
        }
    }

    /// <summary>Adds covariances of the same rows with other columns: the columns are added.</summary>
    public void Add(CrossCovariance other)
    {
        if (IsZero)
        {
            CopyFrom(other);
        }
        else if (!other.IsZero)
        {
            DoubleVectors.Add(1, other._values.AsSpan(0, _rows * _columns), _values.AsSpan(0, _rows * _columns));
        }
    }

    /// <summary>Each column is multiplied by a factor.</summary>
    public void Scale(ReadOnlySpan<double> factors)
    {
        for (int row = 0; row < Rows; row++)
        {
            DoubleVectors.Multiply(Row(row), factors, Row(row));
        }
    }

    /// <summary>The columns go through a product.</summary>
    public void Multiply(DenseMoments product)
    {
        if (IsZero)
        {
            return;
        }

        int inputs = _columns;
        (_values, _spare) = (_spare, _values);
        Resize(_rows, product.Units);
        for (int row = 0; row < _rows; row++)
        {
            product.MultiplyWeights(_spare.AsSpan(row * inputs, inputs), Row(row));
        }
    }

    private void Resize(int rows, int columns)
    {
        _rows = rows;
        _columns = columns;
        if (_values.Length < rows * columns)
        {
            _values = new double[rows * columns];
        }
    }
}
