using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>Receives what a pass through masks gives for some rows.</summary>
/// <param name="pass">Number of the pass.</param>
/// <param name="firstRow">Number of the first row.</param>
/// <param name="values">Rows x outputs values.</param>
internal delegate void PassReceiver(int pass, int firstRow, ReadOnlySpan<float> values);

/// <summary>Hands out the passes of Monte-Carlo sampling one by one, with the masks that <c>PredictMonteCarlo</c> draws.</summary>
/// <param name="passes">Number of passes.</param>
/// <param name="seed">Key of the masks.</param>
/// <param name="asLogits">Whether to leave out the loss's softmax or sigmoid.</param>
/// <param name="scaled">Whether kept values are scaled; without it a mask only removes, and noise that drops nothing is left out.</param>
internal sealed class MaskedPasses(int passes, ulong seed, bool asLogits, bool scaled = true)
{
    /// <summary>Runs all passes over some rows, then over the next ones.</summary>
    public void Run<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs, PassReceiver receiver)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkState state = network.State;
        NetworkDefinition definition = state.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        Workspace workspace = state.Workspaces.Rent();
        int stride = workspace.Stride(definition.LogitsBuffer);
        var values = new float[workspace.Rows * definition.Outputs];
        for (int start = 0; start < rows; start += workspace.Rows)
        {
            int count = Math.Min(workspace.Rows, rows - start);
            ReadOnlySpan<float> chunk = inputs.Slice(start * definition.Inputs, count * definition.Inputs);
            TNetwork.SamplePrefix(new NetworkPass(state, workspace, chunk, count));
            for (int pass = 0; pass < passes; pass++)
            {
                MaskDrawing.Run(state, workspace, new MaskKey(seed, (ulong)pass), start, count);
                if (!scaled)
                {
                    LeaveScalesOut(state, workspace);
                }

                TNetwork.SamplePass(new NetworkPass(state, workspace, chunk, count));
                Span<float> logits = workspace.BufferSpan(definition.LogitsBuffer);
                if (!asLogits)
                {
                    TNetwork.Loss.ToPredictions(state.VectorWidth, logits, stride, count, definition.Outputs);
                }

                Prediction.CopyRows(logits, stride, values, definition.Outputs, count);
                receiver(pass, start, values.AsSpan(0, count * definition.Outputs));
            }
        }

        state.Workspaces.Return(workspace);
    }

    private static void LeaveScalesOut(NetworkState state, Workspace workspace)
    {
        NetworkDefinition definition = state.Definition;
        for (int site = 0; site < definition.Dropouts.Length; site++)
        {
            workspace.TrainingScales[site] = 1f;
            workspace.TrainingShifts[site] = 0f;
            workspace.DroppedValues[site] = 0f;
            if (definition.Dropouts[site].Kind == DropoutKind.Connect)
            {
                WeightMasks.Apply(state, workspace, site);
            }
            else if (definition.Dropouts[site].NoiseBuffer is >= 0 and var noise)
            {
                workspace.BufferSpan(noise).Fill(1f);
            }
        }
    }
}
