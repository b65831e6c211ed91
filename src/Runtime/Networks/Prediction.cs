using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>Inference for any network: rows in chunks through a pooled workspace. Safe to call from several threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Prediction
{
    /// <summary>Runs inference.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="outputs">Rows x outputs values are written here.</param>
    /// <param name="asLogits">Whether to leave out the loss's softmax or sigmoid.</param>
    /// <param name="threads">The most threads that share the rows, the caller included.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not 1 to 32; nothing is written.</exception>
    public static void Run<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, Span<float> outputs, bool asLogits, int threads = 1)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkDefinition definition = network.State.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        RowArgument.RequireLength(outputs.Length, rows, definition.Outputs, nameof(outputs));
        ThreadsArgument.Validate(threads, nameof(threads));
        if (threads == 1)
        {
            RunRows(network, inputs, outputs, rows, asLogits);
        }
        else
        {
            PredictionWork<TNetwork>.Run(
                network, inputs, outputs, rows, asLogits, new Parallelism(threads, ProcessorBudget.Shared));
        }
    }

    internal static void RunRows<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, Span<float> outputs, int rows, bool asLogits)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkState state = network.State;
        NetworkDefinition definition = state.Definition;
        Workspace workspace = state.Workspaces.Rent();
        int stride = workspace.Stride(definition.LogitsBuffer);
        for (int start = 0; start < rows; start += workspace.Rows)
        {
            int count = Math.Min(workspace.Rows, rows - start);
            TNetwork.Infer(new NetworkPass(
                state, workspace, inputs.Slice(start * definition.Inputs, count * definition.Inputs), count));
            Span<float> logits = workspace.BufferSpan(definition.LogitsBuffer);
            if (!asLogits)
            {
                TNetwork.Loss.ToPredictions(state.VectorWidth, logits, stride, count, definition.Outputs);
            }

            CopyRows(logits, stride, outputs[(start * definition.Outputs)..], definition.Outputs, count);
        }

        state.Workspaces.Return(workspace);
    }

    internal static void CopyRows(ReadOnlySpan<float> source, int stride, Span<float> destination, int columns, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            source.Slice(row * stride, columns).CopyTo(destination.Slice(row * columns, columns));
        }
    }
}
