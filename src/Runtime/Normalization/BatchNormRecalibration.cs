using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>Estimates the running statistics of batch normalisations anew.</summary>
public static class BatchNormRecalibration
{
    /// <summary>
    /// Replaces the running statistics by the moments of data without dropout: those that inference sees. Running statistics
    /// gathered while dropout in front of a batch normalisation was on belong to values of another variance.
    /// </summary>
    /// <remarks>
    /// Batches go through the network by their own moments. Mean and variance are those of all rows together, the variance
    /// being the mean variance of the batches plus the variance of their means, unbiased. Nothing else of the network
    /// changes; it must not be trained meanwhile. Li, Chen, Hu, Yang: Understanding the Disharmony between Dropout and Batch
    /// Normalization by Variance Shift (2019; arXiv 2018).
    /// </remarks>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values, at least 2 rows.</param>
    /// <param name="batchSize">
    /// Rows that are normalised together, 2 or above. Of what is left over behind whole batches the rows are shared out to them.
    /// </param>
    /// <exception cref="ArgumentException">The length is no whole number of rows, or there are fewer than 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 2.</exception>
    /// <exception cref="InvalidOperationException">A value that is normalised is not finite; nothing is changed.</exception>
    public static void RecalibrateBatchNorm<TNetwork>(this TNetwork network, ReadOnlySpan<float> inputs, int batchSize = 512)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkState state = network.State;
        RowBatches batches = RowBatches.Of(state.Definition, inputs, batchSize);
        if (state.Definition.BatchNorms.IsEmpty)
        {
            return;
        }

        var moments = new PooledMoments(state.Definition);
        var workspace = new Workspace(state.Definition, batches.Largest);
        for (int batch = 0; batch < batches.Count; batch++)
        {
            ReadOnlySpan<float> rows = batches.Slice(inputs, batch, out _, out int count);
            TNetwork.Calibrate(new NetworkPass(state, workspace, rows, count));
            moments.Add(workspace, count);
        }

        moments.CopyTo(state);
    }
}
