namespace DropoutGen.CompilerServices;

/// <summary>Draws what the kinds of dropout beside the standard one need for one pass over a range of rows.</summary>
internal static class NoiseDrawing
{
    public static void Run(
        VectorWidth width, DropoutState dropout, Workspace workspace, int site, ulong seed, ulong pass, int firstRow, int rows)
    {
        DropoutDefinition definition = dropout.Definition;
        switch (definition.Kind)
        {
            case DropoutKind.Alpha:
                workspace.TrainingShifts[site] = dropout.TrainingShift;
                workspace.DroppedValues[site] = dropout.DroppedValue;
                MaskGenerator.Fill(
                    width, workspace.MaskSpan(site), dropout.Layout, site, seed, pass, passes: 1, firstRow, rows, dropout.Keep);
                break;
            case DropoutKind.Gaussian:
                NormalNoise.Fill(
                    width,
                    workspace.BufferSpan(definition.NoiseBuffer),
                    workspace.Stride(definition.NoiseBuffer),
                    definition.Units,
                    workspace.Draws(site, NormalNoise.ScratchWords(definition.Units)),
                    (seed, pass, site),
                    firstRow,
                    rows,
                    (float)dropout.NoiseDeviation);
                break;
            case DropoutKind.Feature:
                Span<uint> draws = workspace.Draws(site, dropout.Layout.WordCount(workspace.Rows));
                MaskGenerator.Fill(width, draws, dropout.Layout, site, seed, pass, passes: 1, firstRow, rows, dropout.Keep);
                FeatureMasks.Spread(
                    draws, dropout.Layout, definition.Features, workspace.MaskSpan(site), new MaskLayout(definition.Units), rows);
                WriteColumnScale(dropout, workspace);
                break;
        }
    }

    // Columns of no feature are not scaled: nothing drops them.
    private static void WriteColumnScale(DropoutState dropout, Workspace workspace)
    {
        Span<float> scale = workspace.BufferSpan(dropout.Definition.NoiseBuffer);
        scale.Fill(1f);
        foreach (DropoutFeature feature in dropout.Definition.Features)
        {
            foreach (int column in feature.Columns)
            {
                scale[column] = dropout.TrainingScale;
            }
        }
    }
}
