namespace DropoutGen;

/// <summary>
/// Rows to train on or to evaluate: in memory (<see cref="Dataset{TTarget}"/>), read anew each epoch
/// (<see cref="StreamedDataset{TTarget}"/>), or of one's own.
/// </summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public interface IDataSource<TTarget>
    where TTarget : unmanaged
{
    /// <summary>Values in one input row.</summary>
    int InputsPerRow { get; }

    /// <summary>Targets that belong to one row.</summary>
    int TargetsPerRow { get; }

    /// <summary>Number of rows; <see langword="null"/> if it is not known before they are read.</summary>
    long? RowCount { get; }

    /// <summary>Begins an epoch. Equal orders give equal rows in equal order.</summary>
    /// <param name="order">The order of the rows.</param>
    IBatchReader<TTarget> Open(BatchOrder order);
}

/// <summary>The rows of one epoch, batch after batch. One thread at a time uses it, not always the same.</summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public interface IBatchReader<TTarget> : IDisposable
    where TTarget : unmanaged
{
    /// <summary>Adds the next rows to an empty batch, as many as it takes or as there are.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>Whether there were any.</returns>
    bool Read(Batch<TTarget> batch);
}

/// <summary>The order of an epoch's rows.</summary>
/// <param name="Shuffle">Whether to shuffle; otherwise rows come as they lie.</param>
/// <param name="Seed">Key of the order.</param>
/// <param name="Epoch">Number of the epoch, from 1: each has an order of its own.</param>
public readonly record struct BatchOrder(bool Shuffle, ulong Seed = 0, int Epoch = 1)
{
    /// <summary>As the rows lie.</summary>
    public static BatchOrder AsIs => default;
}
