namespace DropoutGen.TestSupport.Oracle;

/// <summary>Rows of doubles, row-major: one row is one sample of a batch.</summary>
public sealed class Matrix
{
    private readonly double[]? _signDistances;

    public Matrix(int rows, int columns)
        : this(rows, columns, new double[rows * columns])
    {
    }

    public Matrix(int rows, int columns, double[] values, double[]? signDistances = null)
    {
        if (values.Length != rows * columns)
        {
            throw new ArgumentException($"{values.Length} values do not fill {rows} rows of {columns}.", nameof(values));
        }

        Rows = rows;
        Columns = columns;
        Values = values;
        _signDistances = signDistances;
    }

    public int Rows { get; }

    public int Columns { get; }

    public double[] Values { get; }

    /// <summary>
    /// Distances from 0 of what the signs of the values hang on, with those signs. They are the values themselves unless a
    /// layer says otherwise: x * sigmoid(x) is -6e-11 at -27, and negative in any precision.
    /// </summary>
    public IReadOnlyList<double> SignDistances => _signDistances ?? Values;

    public double this[int row, int column]
    {
        get => Values[(row * Columns) + column];
        set => Values[(row * Columns) + column] = value;
    }

    /// <summary>The rows of a batch of floats, as the generated kernels take it.</summary>
    public static Matrix FromRows(ReadOnlySpan<float> values, int columns)
    {
        var matrix = new Matrix(values.Length / columns, columns);
        for (int i = 0; i < values.Length; i++)
        {
            matrix.Values[i] = values[i];
        }

        return matrix;
    }

    public Matrix Map(Func<double, double> function) => new(Rows, Columns, Array.ConvertAll(Values, x => function(x)));

    /// <summary>A matrix of the same shape whose entries are computed from their place.</summary>
    public Matrix Map(Func<int, int, double> function)
    {
        var result = new Matrix(Rows, Columns);
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                result[row, column] = function(row, column);
            }
        }

        return result;
    }

    /// <summary>The same values, each of which changes its sign only where the one that it came from does.</summary>
    public Matrix WithSignsOf(Matrix origin) => WithSignDistances((value, i) => Math.Max(Math.Abs(value), Math.Abs(origin.SignDistances[i])));

    /// <summary>The same values with the distances from 0 of what their signs hang on; a value that is 0 has no sign.</summary>
    public Matrix WithSignDistances(Func<double, int, double> distance) => new(
        Rows, Columns, Values, [.. Values.Select((value, i) => value == 0 ? 0 : Math.CopySign(distance(value, i), value))]);

    public Matrix Clone() => new(Rows, Columns, (double[])Values.Clone());
}
