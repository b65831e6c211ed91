using DropoutGen.CompilerServices;

namespace DropoutGen.Runtime.Tests.RowGroups;

public sealed class RoadTests
{
    private const int Rows = 128;

    [Theory]
    [InlineData(128, 0.5, true)]
    [InlineData(16, 0.5, true)]
    [InlineData(15, 0.5, false)]
    [InlineData(1, 0.5, false)]
    // 17 rows are two groups, of which one is nearly empty.
    [InlineData(17, 0.5, false)]
    [InlineData(128, 0.9, true)]
    [InlineData(17, 0.9, true)]
    [InlineData(128, 0.1, false)]
    [InlineData(128, 0, false)]
    public void Dropped_units_are_left_out_where_that_pays(int rows, double rate, bool pays)
    {
        var network = new KeptUnitsNetwork(1);
        foreach (DropoutState dropout in network.Dropouts)
        {
            dropout.Rate = rate;
        }

        NetworkState state = ((INetwork<KeptUnitsNetwork>)network).State;
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            network.VectorWidth = width;
            bool isWide = width is VectorWidth.Vector512 or VectorWidth.Vector256;
            Assert.Equal(pays && isWide, CompilerServices.RowGroups.Pays(state, rows));
        }
    }

    [Fact]
    public void Both_roads_give_the_same_training()
    {
        // Scalar code takes the dense road. Rates change on the way, and so do the roads of wide vectors; a last group is short.
        float[] expected = Train(VectorWidth.Scalar);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            float[] actual = Train(width);
            double largest = expected.Max(static value => Math.Abs((double)value));
            double difference = expected.Zip(actual, static (a, b) => Math.Abs((double)a - b)).Max();
            Assert.InRange(difference / largest, 0, 1e-5);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var network = new KeptUnitsNetwork(1);
        using var trainer = network.CreateTrainer(new Adam(1e-3f), new TrainerOptions { BatchSize = Rows });
        (float[] inputs, int[] labels) = Batch(Rows);
        for (int i = 0; i < 3; i++)
        {
            trainer.Step(inputs, labels);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Step(inputs, labels);
        trainer.Step(inputs.AsSpan(0, 100 * 128), labels.AsSpan(0, 100));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Tiles_cover_each_kept_unit_of_each_group_once()
    {
        const int units = 150;
        const int rows = 16;
        const int groups = 7;
        var definition = new RowGroupDefinition(rows, [], []);
        var kept = new KeptUnits(definition, units, rows * groups);
        var layout = new MaskLayout(units);
        var masks = new uint[layout.WordCount(rows * groups)];
        MaskGenerator.Fill(VectorWidths.Default, masks, layout, 0, 7, 3, 1, 0, rows * groups, new KeepProbability(0.6));
        kept.Read(masks, layout.RowBits, groups);
        var tiles = new WeightTiles(units, groups, rows, kept.Zeros);
        int[] distances = [.. Enumerable.Range(0, units).Select(static unit => 1000 + unit)];
        tiles.Update(kept, distances, groups);
        var seen = new HashSet<(int Group, int Unit)>();
        for (int at = 0; at < tiles.Length;)
        {
            int[] tile = tiles.Data[at..(at + 5)];
            for (int entry = 0; entry < tile[4]; entry++)
            {
                int[] values = tiles.Data[(at + 5 + (5 * entry))..(at + 10 + (5 * entry))];
                for (int i = 0; i < 4; i++)
                {
                    if (values[i + 1] != kept.Zeros)
                    {
                        Assert.True(seen.Add((values[0], tile[i] - 1000)));
                        int place = (values[i + 1] / rows) - (values[0] * kept.Capacity);
                        Assert.Equal(tile[i] - 1000, kept.Numbers[(values[0] * kept.Capacity) + place]);
                    }
                }
            }

            at += 5 + (5 * tile[4]);
        }

        Assert.Equal(kept.Counts.Sum(), seen.Count);
    }

    private static float[] Train(VectorWidth width)
    {
        var network = new KeptUnitsNetwork(1) { VectorWidth = width };
        using var trainer = network.CreateTrainer(new Sgd(0.05f, momentum: 0.9f), new TrainerOptions { BatchSize = Rows, Seed = 5 });
        (float[] inputs, int[] labels) = Batch(Rows);
        foreach ((int rows, double rate) in new[] { (128, 0.5), (127, 0.5), (128, 0.1), (5, 0.5), (60, 0.8), (128, 0) })
        {
            trainer.Dropouts[0].Rate = rate;
            trainer.Step(inputs.AsSpan(0, rows * 128), labels.AsSpan(0, rows));
        }

        var values = new List<float>();
        foreach (ParameterView parameter in network.Parameters)
        {
            var copy = new float[parameter.Count];
            parameter.CopyTo(copy);
            values.AddRange(copy);
        }

        return [.. values];
    }

    private static (float[] Inputs, int[] Labels) Batch(int rows)
    {
        var random = new Random(2);
        return (
            [.. Enumerable.Range(0, rows * 128).Select(_ => random.NextSingle())],
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(10))]);
    }
}
