using System.Globalization;

namespace DropoutGen;

/// <summary>Running mean and variance of columns, in double precision.</summary>
/// <remarks>Welford: Note on a method for calculating corrected sums of squares and products (1962).</remarks>
internal sealed class ColumnMoments
{
    private readonly double[] _mean;
    private readonly double[] _squares;
    private long _rows;

    public ColumnMoments(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        _mean = new double[columns];
        _squares = new double[columns];
    }

    /// <exception cref="ArgumentException">There are parts of a row, or a value is not finite.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        if (values.Length % _mean.Length != 0)
        {
            throw new ArgumentException($"{values.Length} values are no whole number of rows of {_mean.Length} columns.", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            int column = i % _mean.Length;
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    $"Row {_rows}, column {column} is {values[i].ToString(CultureInfo.InvariantCulture)}; it must be finite.",
                    nameof(values));
            }

            double distance = values[i] - _mean[column];
            _mean[column] += distance / (_rows + 1);
            _squares[column] += distance * (values[i] - _mean[column]);
            if (column == _mean.Length - 1)
            {
                _rows++;
            }
        }
    }

    /// <exception cref="ArgumentException">There was no row.</exception>
    public Normalization ToNormalization()
    {
        if (_rows == 0)
        {
            throw new ArgumentException("There is no row to fit a normalisation to.");
        }

        return new Normalization(
            Array.ConvertAll(_mean, static mean => (float)mean),
            Array.ConvertAll(_squares, squares =>
            {
                // A constant column has a deviation of 0, or of what rounding left: it is not to be blown up.
                float deviation = (float)Math.Sqrt(squares / _rows);
                return deviation > 0f ? deviation : 1f;
            }));
    }
}
