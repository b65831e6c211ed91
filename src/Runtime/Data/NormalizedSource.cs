namespace DropoutGen;

/// <summary>Normalises what another source reads.</summary>
internal sealed class NormalizedSource<TTarget>(
    IDataSource<TTarget> data, Normalization? inputs, Action<Batch<TTarget>>? normalizeTargets) : IDataSource<TTarget>
    where TTarget : unmanaged
{
    public int InputsPerRow => data.InputsPerRow;

    public int TargetsPerRow => data.TargetsPerRow;

    public long? RowCount => data.RowCount;

    public IBatchReader<TTarget> Open(BatchOrder order) => new Reader(data.Open(order), inputs, normalizeTargets);

    private sealed class Reader(IBatchReader<TTarget> reader, Normalization? inputs, Action<Batch<TTarget>>? normalizeTargets)
        : IBatchReader<TTarget>
    {
        public bool Read(Batch<TTarget> batch)
        {
            if (!reader.Read(batch))
            {
                return false;
            }

            inputs?.Apply(batch.Inputs);
            normalizeTargets?.Invoke(batch);
            return true;
        }

        public void Dispose() => reader.Dispose();
    }
}

/// <summary>Sources over sources.</summary>
public static class DataSourceExtensions
{
    /// <summary>The same rows with normalised inputs.</summary>
    /// <typeparam name="TTarget">Type of the targets.</typeparam>
    /// <param name="data">The rows.</param>
    /// <param name="inputs">What inputs are normalised by.</param>
    /// <exception cref="ArgumentException">The columns are not the rows' inputs.</exception>
    public static IDataSource<TTarget> Normalize<TTarget>(this IDataSource<TTarget> data, Normalization inputs)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        Require(inputs, data.InputsPerRow, nameof(inputs));
        return new NormalizedSource<TTarget>(data, inputs, null);
    }

    /// <summary>The same rows with normalised targets.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="targets">What targets are normalised by.</param>
    /// <exception cref="ArgumentException">The columns are not the rows' targets.</exception>
    public static IDataSource<float> NormalizeTargets(this IDataSource<float> data, Normalization targets)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require(targets, data.TargetsPerRow, nameof(targets));
        return new NormalizedSource<float>(data, null, batch => targets.Apply(batch.Targets));
    }

    private static void Require(Normalization normalization, int columns, string name)
    {
        ArgumentNullException.ThrowIfNull(normalization, name);
        if (normalization.Columns != columns)
        {
            throw new ArgumentException($"The normalisation has {normalization.Columns} columns; rows have {columns}.", name);
        }
    }
}
