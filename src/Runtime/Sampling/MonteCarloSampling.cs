using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Monte-Carlo dropout for any network. Statistics are accumulated pass by pass, so memory does not grow with the
/// number of passes; the layers in front of the first dropout are computed once, and passes over few rows run together.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MonteCarloSampling
{
    /// <summary>Samples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="passes">Number of masks, 2 or more.</param>
    /// <param name="seed">Key of the masks: pass t of row r draws the bits (seed, t, site, r, unit).</param>
    /// <param name="threads">The most threads that share the rows, the caller included.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="inputs"/> is no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="passes"/> is below 2, or <paramref name="threads"/> is not 1 to 32.
    /// </exception>
    public static MonteCarloPrediction Run<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, int passes, ulong seed, int threads = 1)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkDefinition definition = network.State.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        if (passes < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(passes), passes, "A variance over masks needs at least 2 passes.");
        }

        ThreadsArgument.Validate(threads, nameof(threads));
        var statistics = new PassStatistics(TNetwork.Loss, rows, definition.Outputs);
        if (threads == 1)
        {
            RunRows(network, inputs, 0, rows, passes, seed, statistics);
        }
        else
        {
            new SamplingWork<TNetwork>(network, passes, seed, statistics)
                .Run(inputs, rows, new Parallelism(threads, ProcessorBudget.Shared));
        }

        return statistics.ToPrediction(passes);
    }

    /// <summary>Samples some of the rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Inputs of these rows.</param>
    /// <param name="firstRow">Number of the first, a whole number of chunks.</param>
    /// <param name="rows">How many.</param>
    /// <param name="passes">Number of masks.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="statistics">Receives the predictions of these rows.</param>
    internal static void RunRows<TNetwork>(
        TNetwork network,
        ReadOnlySpan<float> inputs,
        int firstRow,
        int rows,
        int passes,
        ulong seed,
        PassStatistics statistics)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkState state = network.State;
        NetworkDefinition definition = state.Definition;
        Workspace workspace = state.Workspaces.Rent();
        int stride = workspace.Stride(definition.LogitsBuffer);
        for (int start = 0; start < rows; start += workspace.Rows)
        {
            int count = Math.Min(workspace.Rows, rows - start);
            ReadOnlySpan<float> chunk = inputs.Slice(start * definition.Inputs, count * definition.Inputs);
            TNetwork.SamplePrefix(new NetworkPass(state, workspace, chunk, count));
            int stacked = Stack(workspace, definition, count, passes);
            for (int t = 0; t < passes; t += stacked)
            {
                int now = Math.Min(stacked, passes - t);
                MaskDrawing.Run(state, workspace, new MaskKey(seed, (ulong)t), firstRow + start, count, now);
                TNetwork.SamplePass(new NetworkPass(state, workspace, chunk, now * count));
                Span<float> logits = workspace.BufferSpan(definition.LogitsBuffer);
                TNetwork.Loss.ToPredictions(state.VectorWidth, logits, stride, now * count, definition.Outputs);
                for (int i = 0; i < now; i++)
                {
                    statistics.Add(logits[(i * count * stride)..], stride, firstRow + start, count, t + i + 1);
                }
            }
        }

        state.Workspaces.Return(workspace);
    }

    // Few rows leave a tile of a product half empty: several passes then run as one, over copies of what does not change
    // from pass to pass. Returns how many. A row's result does not depend on how many rows there are. What other kinds of
    // dropout than the standard one draw is drawn pass by pass.
    private static int Stack(Workspace workspace, NetworkDefinition definition, int rows, int passes)
    {
        bool isOne = definition.SamplePrefixBuffer < 0
            || definition.Dropouts.Any(static dropout => dropout.Kind != DropoutKind.Standard);
        int stacked = isOne ? 1 : Math.Min(passes, workspace.Rows / rows);
        if (stacked > 1)
        {
            Span<float> prefix = workspace.BufferSpan(definition.SamplePrefixBuffer);
            int length = rows * workspace.Stride(definition.SamplePrefixBuffer);
            for (int i = 1; i < stacked; i++)
            {
                prefix[..length].CopyTo(prefix.Slice(i * length, length));
            }
        }

        return stacked;
    }
}
