namespace DropoutGen.TestSupport.Oracle;

/// <summary>Rows of doubles, row-major: one row is one sample of a batch.</summary>
public sealed class Matrix
{
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[rows * columns])
    {
    }

    public Matrix(int rows, int columns, double[] values)
    {
        if (values.Length != rows * columns)
        {
            throw new ArgumentException($"{values.Length} values do not fill {rows} rows of {columns}.", nameof(values));
        }

        Rows = rows;
        Columns = columns;
        Values = values;
    }

    public int Rows { get; }

    public int Columns { get; }

    public double[] Values { get; }

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

    public Matrix Clone() => new(Rows, Columns, (double[])Values.Clone());
}
