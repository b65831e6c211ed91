using System.Globalization;

namespace DropoutGen;

/// <summary>
/// Brings columns to mean 0 and standard deviation 1: (x - mean) / deviation. Fitted on the rows that a network is trained on,
/// saved with the network (<see cref="NetworkNormalization"/>), and applied to whatever it predicts from.
/// </summary>
public sealed class Normalization
{
    private readonly float[] _mean;
    private readonly float[] _deviation;

    /// <summary>Makes a normalisation of known numbers.</summary>
    /// <param name="mean">Mean of each column.</param>
    /// <param name="deviation">Standard deviation of each column, above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no column, or a number is out of range.</exception>
    public Normalization(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        if (mean.IsEmpty || mean.Length != deviation.Length)
        {
            throw new ArgumentException(
                $"There are {mean.Length} means and {deviation.Length} deviations; there must be as many, and one at least.", nameof(deviation));
        }

        for (int column = 0; column < mean.Length; column++)
        {
            if (!float.IsFinite(mean[column]))
            {
                throw new ArgumentException($"The mean of column {column} is {Text(mean[column])}; it must be finite.", nameof(mean));
            }

            if (!(float.IsFinite(deviation[column]) && deviation[column] > 0f))
            {
                throw new ArgumentException(
                    $"The deviation of column {column} is {Text(deviation[column])}; it must be finite and above 0.", nameof(deviation));
            }
        }

        (_mean, _deviation) = (mean.ToArray(), deviation.ToArray());
    }

    /// <summary>Number of columns.</summary>
    public int Columns => _mean.Length;

    /// <summary>Mean of each column.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Standard deviation of each column.</summary>
    public ReadOnlySpan<float> Deviation => _deviation;

    /// <summary>Mean and standard deviation of columns. A column of equal values has the deviation 1, and becomes 0.</summary>
    /// <param name="values">Rows x columns values.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentException">There is no whole row, or a value is not finite.</exception>
    public static Normalization Fit(ReadOnlySpan<float> values, int columns)
    {
        var moments = new ColumnMoments(columns);
        moments.Add(values);
        return moments.ToNormalization();
    }

    /// <summary>Mean and standard deviation of the inputs of one epoch, in the order in which they lie.</summary>
    /// <typeparam name="TTarget">Type of the targets.</typeparam>
    /// <param name="data">The rows to train on, and no others: a test row's numbers would leak into training.</param>
    /// <exception cref="ArgumentException">There is no row, or a value is not finite.</exception>
    public static Normalization Fit<TTarget>(IDataSource<TTarget> data)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        var moments = new ColumnMoments(data.InputsPerRow);
        ForEachBatch(data, batch => moments.Add(batch.Inputs));
        return moments.ToNormalization();
    }

    /// <summary>Mean and standard deviation of the targets of one epoch.</summary>
    /// <param name="data">The rows to train on.</param>
    /// <exception cref="ArgumentException">There is no row, or a value is not finite.</exception>
    public static Normalization FitTargets(IDataSource<float> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var moments = new ColumnMoments(data.TargetsPerRow);
        ForEachBatch(data, batch => moments.Add(batch.Targets));
        return moments.ToNormalization();
    }

    /// <summary>Normalises rows in place.</summary>
    /// <param name="values">Rows x columns values.</param>
    /// <exception cref="ArgumentException">They are no whole number of rows; nothing is changed.</exception>
    public void Apply(Span<float> values)
    {
        Require(values.Length);
        for (int row = 0; row < values.Length; row += Columns)
        {
            for (int column = 0; column < Columns; column++)
            {
                values[row + column] = (values[row + column] - _mean[column]) / _deviation[column];
            }
        }
    }

    /// <summary>Takes rows back to their units, for example predictions whose targets were normalised.</summary>
    /// <param name="values">Rows x columns values.</param>
    /// <exception cref="ArgumentException">They are no whole number of rows; nothing is changed.</exception>
    public void Undo(Span<float> values)
    {
        Require(values.Length);
        for (int row = 0; row < values.Length; row += Columns)
        {
            for (int column = 0; column < Columns; column++)
            {
                values[row + column] = (values[row + column] * _deviation[column]) + _mean[column];
            }
        }
    }

    /// <summary>Takes variances back to their units: each is multiplied by the square of its column's deviation.</summary>
    /// <param name="variances">Rows x columns variances.</param>
    /// <exception cref="ArgumentException">They are no whole number of rows; nothing is changed.</exception>
    public void UndoVariance(Span<float> variances)
    {
        Require(variances.Length);
        for (int row = 0; row < variances.Length; row += Columns)
        {
            for (int column = 0; column < Columns; column++)
            {
                variances[row + column] *= _deviation[column] * _deviation[column];
            }
        }
    }

    private static void ForEachBatch<TTarget>(IDataSource<TTarget> data, Action<Batch<TTarget>> visit)
        where TTarget : unmanaged
    {
        const int rows = 256;
        using IBatchReader<TTarget> reader = data.Open(BatchOrder.AsIs);
        var batch = new Batch<TTarget>(rows, data.InputsPerRow, data.TargetsPerRow);
        while (reader.Read(batch))
        {
            visit(batch);
            batch.Clear();
        }
    }

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);

    private void Require(int length)
    {
        if (length % Columns != 0)
        {
            throw new ArgumentException($"{length} values are no whole number of rows of {Columns} columns.");
        }
    }
}
