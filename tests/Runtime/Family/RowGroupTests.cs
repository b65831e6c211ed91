namespace DropoutGen.Runtime.Tests.Family;

public sealed class RowGroupTests
{
    private const int Units = 200;

    [Fact]
    public void Rows_of_a_group_share_the_mask_that_the_contract_gives_the_group()
    {
        // 50 rows: the last group of 16 has two.
        const int rows = 50;
        const ulong seed = 41;
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = new RowGroupValues(1) { VectorWidth = width };
            Identity.Set(network.Dense0Weight);
            Identity.Set(network.Dense1Weight);
            network.Dropouts[1].Rate = 0;
            using var trainer = network.CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = rows, Seed = seed });
            var inputs = new float[rows * Units];
            Array.Fill(inputs, 1f);
            var outputs = new float[rows * Units];
            for (int pass = 0; pass < 2; pass++)
            {
                trainer.Forward(inputs, outputs);
                var layout = new MaskLayout(Units);
                var masks = new uint[layout.WordCount(4)];
                var keep = new KeepProbability(0.3);
                MaskGenerator.Fill(width, masks, layout, site: 0, seed, (ulong)pass, passes: 1, firstRow: 0, rows: 4, keep);
                for (int i = 0; i < outputs.Length; i++)
                {
                    int bit = (i / Units / 16 * layout.RowBits) + (i % Units);
                    bool kept = (masks[bit / 32] >> (bit % 32) & 1) == 1;
                    Assert.Equal(kept ? (float)(1 / keep.Effective) : 0f, outputs[i]);
                }
            }
        }
    }

    [Fact]
    public void Sampling_numbers_rows_as_training_does()
    {
        // The pass of a row draws the mask of its group, wherever chunks of rows and passes are cut.
        const int rows = 600;
        var network = new RowGroupValues(1);
        Identity.Set(network.Dense0Weight);
        Identity.Set(network.Dense1Weight);
        network.Dropouts[1].Rate = 0;
        var inputs = new float[rows * Units];
        Array.Fill(inputs, 1f);
        MonteCarloPrediction all = network.PredictMonteCarlo(inputs, passes: 3, seed: 9);
        MonteCarloPrediction threads = network.PredictMonteCarlo(inputs, passes: 3, seed: 9, threads: 3);
        Assert.Equal(all.Mean.ToArray(), threads.Mean.ToArray());
        for (int row = 1; row < rows; row++)
        {
            bool same = all.Mean.Slice(row * Units, Units).SequenceEqual(all.Mean.Slice((row - 1) * Units, Units));
            Assert.Equal(row % 16 != 0, same);
        }

        // One row at a time is row 0.
        MonteCarloPrediction one = network.PredictMonteCarlo(inputs.AsSpan(0, Units), passes: 3, seed: 9);
        Assert.Equal(all.Mean[..Units].ToArray(), one.Mean.ToArray());
    }

    [Fact]
    public void The_definition_says_how_masks_are_drawn()
    {
        DropoutDefinition first = RowGroupValues.Definition.Dropouts[0];
        Assert.Equal((16, false), (first.RowsPerMask, first.Balanced));
        Assert.Equal(32, RowGroupValues.Definition.Dropouts[1].RowsPerMask);
        DropoutDefinition balanced = BalancedLinear.Definition.Dropouts[0];
        Assert.Equal((16, true), (balanced.RowsPerMask, balanced.Balanced));
        Assert.Equal((1, true), (BalancedValues.Definition.Dropouts[0].RowsPerMask, BalancedValues.Definition.Dropouts[0].Balanced));
    }
}
