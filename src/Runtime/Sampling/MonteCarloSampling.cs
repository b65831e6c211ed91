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
        _ = RowArgument.Rows(network.State.Definition, inputs);
        if (passes < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(passes), passes, "A variance over masks needs at least 2 passes.");
        }

        ThreadsArgument.Validate(threads, nameof(threads));
        return Run(network, inputs, new MonteCarloOptions { Passes = passes, Seed = seed, Threads = threads }, null).ToPrediction([]);
    }

    /// <summary>Samples with what else the options ask for.</summary>
    internal static MonteCarloPrediction Run<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, MonteCarloOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        Validate(network, inputs, options);
        return Run(network, inputs, options, null).ToPrediction([]);
    }

    /// <summary>Samples and computes the density of targets.</summary>
    internal static MonteCarloPrediction Run<TNetwork, TTarget>(
        TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, MonteCarloOptions options)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        int rows = Validate(network, inputs, options);
        var density = new PassDensity<TTarget>(
            (Loss<TTarget>)TNetwork.Loss, targets, options.Precision, rows, network.State.Definition.Outputs);
        return Run(network, inputs, options, density).ToPrediction(density.ToLogDensities(options.Passes));
    }

    /// <summary>Samples some of the rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Inputs of these rows.</param>
    /// <param name="firstRow">Number of the first, a whole number of chunks.</param>
    /// <param name="rows">How many.</param>
    /// <param name="record">Receives the predictions of these rows.</param>
    internal static void RunRows<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, int firstRow, int rows, PassRecord record)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkState state = network.State;
        Workspace workspace = state.Workspaces.Rent();
        for (int start = 0; start < rows; start += workspace.Rows)
        {
            int count = Math.Min(workspace.Rows, rows - start);
            int perRow = state.Definition.Inputs;
            record.RunChunk(
                new ChunkPasses<TNetwork>(state, workspace, inputs.Slice(start * perRow, count * perRow), firstRow + start, count, record),
                firstRow + start,
                count);
        }

        state.Workspaces.Return(workspace);
    }

    private static int Validate<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs, MonteCarloOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return RowArgument.Rows(network.State.Definition, inputs);
    }

    private static PassRecord Run<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, MonteCarloOptions options, IPassRecorder? density)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkDefinition definition = network.State.Definition;
        int rows = inputs.Length / definition.Inputs;
        var record = new PassRecord(TNetwork.Loss, options, rows, definition.Outputs) { Density = density };
        if (options.Threads == 1)
        {
            RunRows(network, inputs, 0, rows, record);
        }
        else
        {
            new SamplingWork<TNetwork>(network, record)
                .Run(inputs, rows, new Parallelism(options.Threads, ProcessorBudget.Shared));
        }

        return record;
    }
}
