namespace DropoutGen.CompilerServices;

/// <summary>Moments of the values in front of each batch normalisation, over several batches taken together.</summary>
/// <remarks>Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for computing sample variances (1979).</remarks>
internal sealed class PooledMoments(NetworkDefinition definition)
{
    private readonly double[][] _means = [.. definition.BatchNorms.Select(static normalization => new double[normalization.Units])];
    private readonly double[][] _squares = [.. definition.BatchNorms.Select(static normalization => new double[normalization.Units])];
    private long _rows;
    private int _batches;

    /// <summary>Mean of each unit.</summary>
    public double[] Means(int normalization) => _means[normalization];

    /// <summary>Biased variance of each unit.</summary>
    public double[] Variances(int normalization) => Array.ConvertAll(_squares[normalization], square => square / _rows);

    /// <summary>Adds the moments that a pass left in a workspace.</summary>
    public void Add(Workspace workspace, int rows)
    {
        long total = _rows + rows;
        for (int i = 0; i < _means.Length; i++)
        {
            Span<float> mean = workspace.BufferSpan(definition.BatchNorms[i].Buffer(BatchNormBuffer.Mean));
            Span<float> variance = workspace.BufferSpan(definition.BatchNorms[i].Buffer(BatchNormBuffer.Variance));
            for (int unit = 0; unit < _means[i].Length; unit++)
            {
                double distance = mean[unit] - _means[i][unit];
                _means[i][unit] += distance * rows / total;
                _squares[i][unit] += ((double)variance[unit] * rows) + (distance * distance * _rows * rows / total);
            }
        }

        _rows = total;
        _batches++;
    }

    /// <summary>Replaces the running statistics.</summary>
    /// <exception cref="InvalidOperationException">A moment is not finite; nothing is changed.</exception>
    public void CopyTo(NetworkState state)
    {
        for (int i = 0; i < _means.Length; i++)
        {
            int unit = Array.FindIndex(_squares[i], static square => !double.IsFinite(square));
            if (unit >= 0)
            {
                throw new InvalidOperationException(
                    $"The variance of unit {unit} in front of {definition.BatchNorms[i].Name} is {_squares[i][unit] / _rows}; running statistics were not changed.");
            }
        }

        for (int i = 0; i < _means.Length; i++)
        {
            Span<float> mean = state.BatchNorms.MeanSpan(i);
            Span<float> variance = state.BatchNorms.VarianceSpan(i);
            for (int unit = 0; unit < mean.Length; unit++)
            {
                mean[unit] = (float)_means[i][unit];
                variance[unit] = (float)(_squares[i][unit] / (_rows - 1));
            }

            state.BatchNorms.BatchCounts[i] = _batches;
        }
    }
}
