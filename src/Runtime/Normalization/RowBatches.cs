namespace DropoutGen.CompilerServices;

/// <summary>Rows cut into batches of about one size, none of a single row.</summary>
internal readonly record struct RowBatches(int Rows, int Inputs, int Count)
{
    /// <summary>Rows of the largest batch.</summary>
    public int Largest => (Rows + Count - 1) / Count;

    /// <summary>Cuts rows into batches.</summary>
    /// <exception cref="ArgumentException">The length is no whole number of rows, or there are fewer than 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 2.</exception>
    public static RowBatches Of(NetworkDefinition definition, ReadOnlySpan<float> inputs, int batchSize)
    {
        int rows = RowArgument.Rows(definition, inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 2);
        return rows >= 2
            ? new RowBatches(rows, definition.Inputs, Math.Max(1, rows / batchSize))
            : throw new ArgumentException("1 row has no variance over rows; there must be at least 2.", nameof(inputs));
    }

    /// <summary>Inputs of a batch.</summary>
    public ReadOnlySpan<float> Slice(ReadOnlySpan<float> inputs, int batch, out int first, out int count)
    {
        first = (int)((long)Rows * batch / Count);
        count = (int)((long)Rows * (batch + 1) / Count) - first;
        return inputs.Slice(first * Inputs, count * Inputs);
    }
}
