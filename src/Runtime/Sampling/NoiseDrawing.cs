namespace DropoutGen.CompilerServices;

/// <summary>Draws what the kinds of dropout beside the standard one need for one pass over a range of rows.</summary>
internal static class NoiseDrawing
{
    public static void Run(
        VectorWidth width, DropoutState dropout, Workspace workspace, int site, MaskKey key, int firstRow, int rows)
    {
        DropoutDefinition definition = dropout.Definition;
        (ulong seed, ulong pass) = (key.Seed, key.Pass);
        int first = MaskRows.Of(definition, key, firstRow);
        int drawn = key.IsShared ? 1 : rows;
        switch (definition.Kind)
        {
            case DropoutKind.Alpha:
                workspace.TrainingShifts[site] = dropout.TrainingShift;
                workspace.DroppedValues[site] = dropout.DroppedValue;
                if (key.IsShared)
                {
                    MaskRows.Draw(width, dropout, workspace, site, key, passes: 1, firstRow, rows);
                    break;
                }

                MaskGenerator.Fill(
                    width, workspace.MaskSpan(site), dropout.Layout, site, seed, pass, passes: 1, first, rows, dropout.Keep);
                break;
            case DropoutKind.Gaussian:
                Span<float> noise = workspace.BufferSpan(definition.NoiseBuffer);
                int stride = workspace.Stride(definition.NoiseBuffer);
                NormalNoise.Fill(
                    width,
                    noise,
                    stride,
                    definition.Units,
                    workspace.Draws(site, NormalNoise.ScratchWords(definition.Units)),
                    (seed, pass, site),
                    first,
                    drawn,
                    (float)dropout.NoiseDeviation);
                RepeatRows(noise, stride, drawn, rows);
                break;
            case DropoutKind.Concrete:
                Span<float> factors = workspace.BufferSpan(definition.NoiseBuffer);
                int factorStride = workspace.Stride(definition.NoiseBuffer);
                ConcreteNoise.Fill(
                    width,
                    factors,
                    factorStride,
                    definition.Units,
                    workspace.Draws(site, ConcreteNoise.ScratchWords(definition.Units)),
                    (seed, pass, site),
                    first,
                    drawn,
                    dropout.Logit);
                RepeatRows(factors, factorStride, drawn, rows);
                break;
            case DropoutKind.Path:
                PathMasks.Draw(width, dropout, workspace, site, key, firstRow, rows);
                break;
            case DropoutKind.Feature:
                Span<uint> draws = workspace.Draws(site, dropout.Layout.WordCount(workspace.Rows));
                MaskGenerator.Fill(width, draws, dropout.Layout, site, seed, pass, passes: 1, first, drawn, dropout.Keep);
                FeatureMasks.Spread(
                    draws,
                    dropout.Layout,
                    definition.Features,
                    workspace.MaskSpan(site),
                    new MaskLayout(definition.Units),
                    rows,
                    sharesRow: key.IsShared);
                WriteColumnScale(dropout, workspace);
                break;
        }
    }

    // What was drawn for the first rows is that of all.
    private static void RepeatRows(Span<float> matrix, int stride, int drawn, int rows)
    {
        for (int row = drawn; row < rows; row++)
        {
            matrix[..stride].CopyTo(matrix.Slice(row * stride, stride));
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
