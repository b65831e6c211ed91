using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>Evaluation of any network.</summary>
public static class NetworkEvaluation
{
    private const int BatchSize = 256;

    /// <summary>Mean loss and accuracy over all rows of a source, without dropout.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The rows.</param>
    /// <param name="threads">The most threads that share the rows; the result is the same for any number.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches.</param>
    /// <exception cref="ArgumentException">Rows do not fit the network, or there are none.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Evaluate<TNetwork, TTarget>(
        this TNetwork network, IDataSource<TTarget> data, int threads = 1, CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkDefinition definition = network.State.Definition;
        var loss = (Loss<TTarget>)TNetwork.Loss;
        DataArgument.Require(definition, loss, data, nameof(data));
        using IBatchReader<TTarget> reader = data.Open(BatchOrder.AsIs);
        var batch = new Batch<TTarget>(BatchSize, data.InputsPerRow, data.TargetsPerRow);

        // Rows of logits as the loss takes them: padded to vectors.
        int stride = (definition.Outputs + 15) / 16 * 16;
        var outputs = new float[BatchSize * definition.Outputs];
        var logits = new AlignedBuffer(BatchSize * stride);
        var gradient = new AlignedBuffer(BatchSize * stride);
        double total = 0;
        long rows = 0;
        long right = 0;
        while (reader.Read(batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            loss.Validate(batch.Targets, batch.Rows, definition.Outputs);
            network.PredictLogits(batch.Inputs, outputs.AsSpan(0, batch.Rows * definition.Outputs), threads);
            right += Right(loss, outputs, batch, definition.Outputs);
            for (int row = 0; row < batch.Rows; row++)
            {
                outputs.AsSpan(row * definition.Outputs, definition.Outputs).CopyTo(logits.Span[(row * stride)..]);
                logits.Span.Slice((row * stride) + definition.Outputs, stride - definition.Outputs).Clear();
            }

            total += batch.Rows * loss.Evaluate(network.VectorWidth, new LossRows<TTarget>(
                logits.Span, gradient.Span, stride, batch.Rows, batch.Rows, definition.Outputs, batch.Targets, batch.SampleWeights));
            rows += batch.Rows;
            batch.Clear();
        }

        if (rows == 0)
        {
            throw new ArgumentException("The data have no rows.", nameof(data));
        }

        double? accuracy = loss.IsDistribution ? (double)right / rows
            : loss.IsIndependentProbability ? (double)right / (rows * definition.Outputs)
            : null;
        return new Evaluation(total / rows, accuracy, rows);
    }

    private static long Right<TTarget>(Loss<TTarget> loss, ReadOnlySpan<float> outputs, Batch<TTarget> batch, int count)
        where TTarget : unmanaged
    {
        long right = 0;
        if (loss.IsDistribution && batch is Batch<int> labelled)
        {
            for (int row = 0; row < batch.Rows; row++)
            {
                ReadOnlySpan<float> logits = outputs.Slice(row * count, count);
                right += LargestIndex(logits) == labelled.Targets[row] ? 1 : 0;
            }
        }
        else if (loss.IsIndependentProbability && batch is Batch<float> answered)
        {
            ReadOnlySpan<float> targets = answered.Targets;
            for (int i = 0; i < targets.Length; i++)
            {
                right += (outputs[i] > 0f) == (targets[i] > 0.5f) ? 1 : 0;
            }
        }

        return right;
    }

    // The first of several; NaN is nobody's largest.
    private static int LargestIndex(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
            {
                largest = i;
            }
        }

        return largest;
    }
}
