namespace DropoutGen;

/// <summary>Makes data sets, with the type of the targets told by what is given.</summary>
public static class Dataset
{
    /// <summary>A data set over arrays, which are not copied.</summary>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Rows x targets.</param>
    /// <param name="inputsPerRow">Values in one input row.</param>
    /// <param name="sampleWeights">A factor for each row's loss; <see langword="null"/> for 1.</param>
    /// <exception cref="ArgumentException">There is no row, or the lengths do not fit each other.</exception>
    public static Dataset<TTarget> Create<TTarget>(
        float[] inputs, TTarget[] targets, int inputsPerRow, float[]? sampleWeights = null)
        where TTarget : unmanaged => new(inputs, targets, inputsPerRow, sampleWeights);

    /// <summary>A data set of copies.</summary>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Rows x targets.</param>
    /// <param name="inputsPerRow">Values in one input row.</param>
    /// <param name="sampleWeights">A factor for each row's loss; empty for 1.</param>
    /// <exception cref="ArgumentException">There is no row, or the lengths do not fit each other.</exception>
    public static Dataset<TTarget> Copy<TTarget>(
        ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, int inputsPerRow, ReadOnlySpan<float> sampleWeights = default)
        where TTarget : unmanaged =>
        new(inputs.ToArray(), targets.ToArray(), inputsPerRow, sampleWeights.IsEmpty ? null : sampleWeights.ToArray());

    /// <summary>Reads a sequence of rows to its end into memory.</summary>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">There is no row, or one has other lengths than the first.</exception>
    public static Dataset<TTarget> FromRows<TTarget>(IEnumerable<DataRow<TTarget>> rows)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rows);
        var inputs = new List<float>();
        var targets = new List<TTarget>();
        var sampleWeights = new List<float>();
        int inputsPerRow = 0;
        int targetsPerRow = 0;
        foreach (DataRow<TTarget> row in rows)
        {
            if (sampleWeights.Count == 0)
            {
                (inputsPerRow, targetsPerRow) = (row.Inputs.Length, row.Targets.Length);
            }

            if (row.Inputs.Length != inputsPerRow || row.Targets.Length != targetsPerRow)
            {
                throw new ArgumentException(
                    $"Row {sampleWeights.Count} has {row.Inputs.Length} inputs and {row.Targets.Length} targets; " +
                    $"the first has {inputsPerRow} and {targetsPerRow}.",
                    nameof(rows));
            }

            inputs.AddRange(row.Inputs.Span);
            targets.AddRange(row.Targets.Span);
            sampleWeights.Add(row.SampleWeight);
        }

        return new Dataset<TTarget>(
            inputs.ToArray(),
            targets.ToArray(),
            Math.Max(inputsPerRow, 1),
            sampleWeights.TrueForAll(static weight => weight == 1f) ? null : sampleWeights.ToArray());
    }
}

/// <summary>Rows in memory.</summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public sealed class Dataset<TTarget> : IDataSource<TTarget>
    where TTarget : unmanaged
{
    private readonly float[] _inputs;
    private readonly TTarget[] _targets;
    private readonly float[]? _sampleWeights;

    internal Dataset(float[] inputs, TTarget[] targets, int inputsPerRow, float[]? sampleWeights)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputsPerRow, 1);
        if (inputs.Length == 0 || inputs.Length % inputsPerRow != 0)
        {
            throw new ArgumentException(
                $"{inputs.Length} input values are not one or more rows of {inputsPerRow}.", nameof(inputs));
        }

        Count = inputs.Length / inputsPerRow;
        if (targets.Length == 0 || targets.Length % Count != 0)
        {
            throw new ArgumentException(
                $"{targets.Length} targets are not as many for each of {Count} rows.", nameof(targets));
        }

        if (sampleWeights is not null && sampleWeights.Length != Count)
        {
            throw new ArgumentException(
                $"There are {sampleWeights.Length} sample weights for {Count} rows.", nameof(sampleWeights));
        }

        (_inputs, _targets, _sampleWeights) = (inputs, targets, sampleWeights);
        InputsPerRow = inputsPerRow;
        TargetsPerRow = targets.Length / Count;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public int InputsPerRow { get; }

    /// <inheritdoc/>
    public int TargetsPerRow { get; }

    /// <inheritdoc/>
    public long? RowCount => Count;

    /// <summary>Rows x inputs values.</summary>
    public ReadOnlySpan<float> Inputs => _inputs;

    /// <summary>Rows x targets.</summary>
    public ReadOnlySpan<TTarget> Targets => _targets;

    /// <summary>A factor for each row's loss; empty for 1.</summary>
    public ReadOnlySpan<float> SampleWeights => _sampleWeights;

    /// <summary>The inputs of a row.</summary>
    /// <param name="row">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> InputsOf(int row) => _inputs.AsSpan(Require(row) * InputsPerRow, InputsPerRow);

    /// <summary>The targets of a row.</summary>
    /// <param name="row">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<TTarget> TargetsOf(int row) => _targets.AsSpan(Require(row) * TargetsPerRow, TargetsPerRow);

    /// <summary>Copies the first rows; all where there are fewer.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public Dataset<TTarget> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count >= Count ? this : Select([.. Enumerable.Range(0, count)]);
    }

    /// <summary>Copies rows by number.</summary>
    /// <param name="rows">Numbers of the rows, from 0, in the order wanted; one or more.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is no row's.</exception>
    public Dataset<TTarget> Select(ReadOnlySpan<int> rows)
    {
        var inputs = new float[checked(rows.Length * InputsPerRow)];
        var targets = new TTarget[checked(rows.Length * TargetsPerRow)];
        float[]? sampleWeights = _sampleWeights is null ? null : new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            InputsOf(rows[i]).CopyTo(inputs.AsSpan(i * InputsPerRow));
            TargetsOf(rows[i]).CopyTo(targets.AsSpan(i * TargetsPerRow));
            if (sampleWeights is not null)
            {
                sampleWeights[i] = _sampleWeights![rows[i]];
            }
        }

        return new Dataset<TTarget>(inputs, targets, InputsPerRow, sampleWeights);
    }

    /// <summary>Shuffles and cuts in two, for example to train and to validate; both are copies.</summary>
    /// <param name="secondShare">Share of the second part, above 0 and below 1; either part gets a row at least.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="secondShare"/> is not above 0 and below 1.</exception>
    /// <exception cref="InvalidOperationException">There is a single row.</exception>
    public (Dataset<TTarget> First, Dataset<TTarget> Second) Split(double secondShare, ulong seed)
    {
        if (!(secondShare is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(secondShare), secondShare, "The share must be above 0 and below 1.");
        }

        if (Count < 2)
        {
            throw new InvalidOperationException("A single row cannot be cut in two.");
        }

        int second = Math.Clamp((int)Math.Round(secondShare * Count), 1, Count - 1);
        int[] order = RandomOrder.Permutation(Count, seed, epoch: 0);
        return (Select(order.AsSpan(second)), Select(order.AsSpan(0, second)));
    }

    /// <inheritdoc/>
    public IBatchReader<TTarget> Open(BatchOrder order) => new Reader(
        this, order.Shuffle ? RandomOrder.Permutation(Count, order.Seed, order.Epoch) : null);

    private int Require(int row) => (uint)row < (uint)Count
        ? row
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Count} rows.");

    private sealed class Reader(Dataset<TTarget> data, int[]? order) : IBatchReader<TTarget>
    {
        private int _next;

        public bool Read(Batch<TTarget> batch)
        {
            for (; _next < data.Count && !batch.IsFull; _next++)
            {
                int row = order is null ? _next : order[_next];
                batch.Add(data.InputsOf(row), data.TargetsOf(row), data._sampleWeights is { } weights ? weights[row] : 1f);
            }

            return batch.Rows > 0;
        }

        public void Dispose()
        {
        }
    }
}
