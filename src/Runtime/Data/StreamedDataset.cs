namespace DropoutGen;

/// <summary>
/// Rows that are read anew each epoch and never stand in memory together: from a file, a database, a generator. Shuffling
/// draws each row from a window of those read ahead.
/// </summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public sealed class StreamedDataset<TTarget> : IDataSource<TTarget>
    where TTarget : unmanaged
{
    private readonly Func<int, IEnumerable<DataRow<TTarget>>> _rows;

    /// <summary>Makes a data set of a sequence.</summary>
    /// <param name="rows">
    /// The rows of an epoch, whose number (from 1) is given: the same ones each time, or new ones. A row's memory is copied
    /// before the next row is asked for.
    /// </param>
    /// <param name="inputsPerRow">Values in one input row.</param>
    /// <param name="targetsPerRow">Targets that belong to one row.</param>
    /// <param name="shuffleWindow">Rows among which the next one is drawn when an epoch is shuffled; 1 leaves them as they come.</param>
    /// <param name="rowCount">Number of rows, if it is known.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public StreamedDataset(
        Func<int, IEnumerable<DataRow<TTarget>>> rows, int inputsPerRow, int targetsPerRow = 1, int shuffleWindow = 4096, long? rowCount = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputsPerRow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetsPerRow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shuffleWindow, 1);
        if (rowCount is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(rowCount));
        }

        _rows = rows;
        (InputsPerRow, TargetsPerRow, ShuffleWindow, RowCount) = (inputsPerRow, targetsPerRow, shuffleWindow, rowCount);
    }

    /// <inheritdoc/>
    public int InputsPerRow { get; }

    /// <inheritdoc/>
    public int TargetsPerRow { get; }

    /// <summary>Rows among which the next one is drawn when an epoch is shuffled.</summary>
    public int ShuffleWindow { get; }

    /// <inheritdoc/>
    public long? RowCount { get; }

    /// <inheritdoc/>
    public IBatchReader<TTarget> Open(BatchOrder order)
    {
        IEnumerator<DataRow<TTarget>> rows = _rows(order.Epoch).GetEnumerator();
        return order.Shuffle && ShuffleWindow > 1 ? new WindowReader(this, rows, order) : new Reader(rows);
    }

    private sealed class Reader(IEnumerator<DataRow<TTarget>> rows) : IBatchReader<TTarget>
    {
        public bool Read(Batch<TTarget> batch)
        {
            while (!batch.IsFull && rows.MoveNext())
            {
                batch.Add(rows.Current.Inputs.Span, rows.Current.Targets.Span, rows.Current.SampleWeight);
            }

            return batch.Rows > 0;
        }

        public void Dispose() => rows.Dispose();
    }

    private sealed class WindowReader(StreamedDataset<TTarget> data, IEnumerator<DataRow<TTarget>> rows, BatchOrder order)
        : IBatchReader<TTarget>
    {
        // One batch of one row for each place: it checks lengths, and its memory is used again.
        private readonly List<Batch<TTarget>> _window = [];
        private RandomOrder _random = new(order.Seed, order.Epoch);

        public bool Read(Batch<TTarget> batch)
        {
            while (!batch.IsFull)
            {
                while (_window.Count < data.ShuffleWindow && rows.MoveNext())
                {
                    var place = new Batch<TTarget>(1, data.InputsPerRow, data.TargetsPerRow);
                    Set(place, rows.Current);
                    _window.Add(place);
                }

                if (_window.Count == 0)
                {
                    break;
                }

                int index = _random.NextIndex(_window.Count);
                Batch<TTarget> drawn = _window[index];
                batch.Add(drawn.Inputs, drawn.Targets, drawn.SampleWeights.IsEmpty ? 1f : drawn.SampleWeights[0]);
                if (rows.MoveNext())
                {
                    Set(drawn, rows.Current);
                }
                else
                {
                    _window[index] = _window[^1];
                    _window.RemoveAt(_window.Count - 1);
                }
            }

            return batch.Rows > 0;
        }

        public void Dispose() => rows.Dispose();

        private static void Set(Batch<TTarget> place, DataRow<TTarget> row)
        {
            place.Clear();
            place.Add(row.Inputs.Span, row.Targets.Span, row.SampleWeight);
        }
    }
}
