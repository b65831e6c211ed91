namespace DropoutGen.CompilerServices;

/// <summary>Draws the masks of all dropouts of a network for one pass over a range of rows.</summary>
internal static class MaskDrawing
{
    public static void Run(NetworkState state, Workspace workspace, ulong seed, ulong pass, int firstRow, int rows)
    {
        for (int site = 0; site < state.Dropouts.Count; site++)
        {
            DropoutState dropout = state.Dropouts[site];
            workspace.TrainingScales[site] = dropout.TrainingScale;
            if (dropout.Definition.Kind != DropoutKind.Standard)
            {
                NoiseDrawing.Run(state.VectorWidth, dropout, workspace, site, seed, pass, firstRow, rows);
                continue;
            }

            MaskGenerator.Fill(
                state.VectorWidth,
                workspace.MaskSpan(site),
                dropout.Layout,
                site,
                seed,
                firstPass: pass,
                passes: 1,
                firstRow,
                rows,
                dropout.Keep);
        }
    }
}
