namespace DropoutGen.CompilerServices;

/// <summary>Draws the masks of all dropouts of a network for a range of rows and passes.</summary>
internal static class MaskDrawing
{
    public static void Run(NetworkState state, Workspace workspace, ulong seed, ulong pass, int firstRow, int rows, int passes = 1)
    {
        for (int site = 0; site < state.Dropouts.Count; site++)
        {
            DropoutState dropout = state.Dropouts[site];
            workspace.TrainingScales[site] = dropout.TrainingScale;
            Span<uint> destination = workspace.MaskSpan(site);
            ref MasksAhead ahead = ref workspace.Ahead(site);
            if (passes == 1 && MasksAhead.Fits(dropout.Layout, dropout.Keep, pass, firstRow, rows))
            {
                workspace.SetMaskStart(
                    site, ahead.Find(state.VectorWidth, destination, dropout.Layout, site, seed, pass, firstRow, dropout.Keep));
                continue;
            }

            ahead.Clear();
            workspace.SetMaskStart(site, 0);
            MaskGenerator.Fill(
                state.VectorWidth,
                destination,
                dropout.Layout,
                site,
                seed,
                firstPass: pass,
                passes,
                firstRow,
                rows,
                dropout.Keep);
        }
    }
}
