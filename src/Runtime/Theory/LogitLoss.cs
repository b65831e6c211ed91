using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>A network's loss on logits that are at hand.</summary>
internal static class LogitLoss
{
    private const int WidestVector = 16;

    /// <summary>The mean loss of rows x outputs logits.</summary>
    public static double Of<TTarget>(
        Loss<TTarget> loss, VectorWidth width, ReadOnlySpan<float> logits, int outputs, ReadOnlySpan<TTarget> targets)
        where TTarget : unmanaged
    {
        // Losses read whole vectors: rows are padded.
        int rows = logits.Length / outputs;
        int stride = (outputs + WidestVector - 1) / WidestVector * WidestVector;
        var padded = new AlignedBuffer(rows * stride);
        var gradient = new AlignedBuffer(rows * stride);
        for (int row = 0; row < rows; row++)
        {
            logits.Slice(row * outputs, outputs).CopyTo(padded.Span[(row * stride)..]);
        }

        return loss.Evaluate(
            width, new LossRows<TTarget>(padded.Span, gradient.Span, stride, rows, rows, outputs, targets, default));
    }

    /// <summary>The mean loss of predictions without masks.</summary>
    public static double OfInference<TNetwork, TTarget>(
        TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        NetworkDefinition definition = network.State.Definition;
        var loss = (Loss<TTarget>)TNetwork.Loss;
        int rows = TheoryArgument.RequireBatch(definition, loss, inputs, targets);
        var logits = new float[rows * definition.Outputs];
        network.PredictLogits(inputs, logits);
        return Of(loss, network.VectorWidth, logits, definition.Outputs, targets);
    }
}
