using System.Diagnostics;

namespace DropoutGen.CompilerServices;

/// <summary>Draws the masks of all dropouts of a network for a range of rows and passes.</summary>
internal static class MaskDrawing
{
    public static void Run(NetworkState state, Workspace workspace, MaskKey key, int firstRow, int rows, int passes = 1)
    {
        for (int site = 0; site < state.Dropouts.Count; site++)
        {
            Draw(state, workspace, site, key, firstRow, rows, passes);
        }
    }

    /// <summary>The same for the first row alone, of dropouts that each row draws for itself: often they are there already.</summary>
    public static void RunRow(NetworkState state, Workspace workspace, MaskKey key)
    {
        for (int site = 0; site < state.Dropouts.Count; site++)
        {
            DropoutState dropout = state.Dropouts[site];
            if (workspace.Ahead(site).TryFind(key.Seed, key.Pass, dropout.Keep, out int word))
            {
                workspace.TrainingScales[site] = dropout.TrainingScale;
                workspace.SetMaskStart(site, word);
            }
            else
            {
                Draw(state, workspace, site, key, firstRow: 0, rows: 1, passes: 1);
            }
        }
    }

    /// <summary>What comes before <see cref="RunPart"/>: scales, and masks so narrow that rows of different parts share a block.</summary>
    public static void Prepare(NetworkState state, Workspace workspace, MaskKey key, int rows)
    {
        for (int site = 0; site < state.Dropouts.Count; site++)
        {
            DropoutState dropout = state.Dropouts[site];
            if (!IsCut(dropout, key))
            {
                Draw(state, workspace, site, key, 0, rows, 1);
                continue;
            }

            workspace.TrainingScales[site] = dropout.TrainingScale;
            workspace.Ahead(site).Clear();
            workspace.SetMaskStart(site, 0);
        }
    }

    /// <summary>
    /// Draws the masks of some of a pass's rows, a multiple of <see cref="RowStep"/> from the first. The generator's last
    /// store may reach into the next part's rows, with the bits that belong there.
    /// </summary>
    public static void RunPart(NetworkState state, Workspace workspace, MaskKey key, int firstRow, int rows)
    {
        for (int site = 0; site < state.Dropouts.Count; site++)
        {
            DropoutState dropout = state.Dropouts[site];
            if (IsCut(dropout, key))
            {
                Span<uint> destination = workspace.MaskSpan(site)[(firstRow / dropout.Layout.RowsPerBlock * dropout.Layout.BlocksPerRow * MaskLayout.BlockWords)..];
                MaskGenerator.Fill(
                    state.VectorWidth, destination, dropout.Layout, site, key.Seed, key.Pass, passes: 1, firstRow, rows, dropout.Keep);
            }
        }
    }

    /// <summary>Rows of a pass are cut at multiples of this, so that each part's masks start at a word.</summary>
    public static int RowStep(NetworkState state)
    {
        int step = Math.Max(WorkSplit.RowStep, state.Definition.RowGroups?.Rows ?? 1);
        foreach (DropoutState dropout in state.Dropouts)
        {
            step = dropout.Definition.Kind == DropoutKind.Connect ? step : Math.Max(step, 32 / new MaskLayout(dropout.Definition.Units).RowBits);
        }

        return step;
    }

    // What other kinds than the standard one draw, and masks that rows share, are drawn for all rows at once.
    private static bool IsCut(DropoutState dropout, MaskKey key) =>
        dropout.Definition.Kind == DropoutKind.Standard
        && !(key.Trains && dropout.Definition.Marginalized)
        && !MaskRows.AreSpread(dropout.Definition, key)
        && dropout.Layout.RowsPerBlock <= WorkSplit.RowStep;

    private static void Draw(
        NetworkState state, Workspace workspace, int site, MaskKey key, int firstRow, int rows, int passes)
    {
        DropoutState dropout = state.Dropouts[site];
        workspace.TrainingScales[site] = dropout.TrainingScale;
        if (key.Trains && dropout.Definition.Marginalized)
        {
            workspace.TrainingScales[site] = 1f;
            workspace.Ahead(site).Clear();
            workspace.SetMaskStart(site, 0);
            workspace.MaskSpan(site)[..dropout.Layout.WordCount(rows)].Fill(uint.MaxValue);
            return;
        }

        if (dropout.Definition.Kind == DropoutKind.Connect)
        {
            Debug.Assert(passes == 1, "Weights are masked pass by pass.");
            WeightMasks.Draw(state, workspace, site, key);
            return;
        }

        if (dropout.Definition.Kind != DropoutKind.Standard)
        {
            Debug.Assert(passes == 1, "Noise is drawn pass by pass.");
            NoiseDrawing.Run(state.VectorWidth, dropout, workspace, site, key, firstRow, rows);
            return;
        }

        if (MaskRows.AreSpread(dropout.Definition, key))
        {
            workspace.Ahead(site).Clear();
            workspace.SetMaskStart(site, 0);
            MaskRows.Draw(state.VectorWidth, dropout, workspace, site, key, passes, firstRow, rows);
            return;
        }

        Span<uint> destination = workspace.MaskSpan(site);
        ref MasksAhead ahead = ref workspace.Ahead(site);
        if (passes == 1 && MasksAhead.Fits(dropout.Layout, dropout.Keep, key.Pass, firstRow, rows))
        {
            workspace.SetMaskStart(
                site,
                ahead.Find(state.VectorWidth, destination, dropout.Layout, site, key.Seed, key.Pass, firstRow, dropout.Keep));
            return;
        }

        ahead.Clear();
        workspace.SetMaskStart(site, 0);
        MaskGenerator.Fill(
            state.VectorWidth,
            destination,
            dropout.Layout,
            site,
            key.Seed,
            firstPass: key.Pass,
            passes,
            firstRow,
            rows,
            dropout.Keep);
    }
}
