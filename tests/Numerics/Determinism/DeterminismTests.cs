using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Determinism;

/// <summary>Equal calls give equal bits, whatever happened before; masks are the same on all widths.</summary>
public sealed class DeterminismTests
{
    private const ulong Seed = 99;

    [Fact]
    public void The_same_training_twice_gives_the_same_bits()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            Assert.Equal(Train(width, new Adam(0.01f)), Train(width, new Adam(0.01f)));
            Assert.Equal(Train(width, new Sgd(0.1f, momentum: 0.9f)), Train(width, new Sgd(0.1f, momentum: 0.9f)));
        }
    }

    [Fact]
    public void Masks_are_the_contracts_on_every_width()
    {
        const int rows = 21;
        var oracle = new PhiloxMaskSource(
            Seed, step: 0, [new DropoutSite(37, 0.5), new DropoutSite(130, 0.25), new DropoutSite(130, 0.3)]);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            using var trainer = Create(width).CreateTrainer(new Sgd(0.1f), new TrainerOptions { Seed = Seed });
            var logits = new float[rows * 130];
            var inputGradient = new float[rows * 37];
            trainer.Forward(Draw(1, rows * 37), logits);
            trainer.Backward(Draw(2, rows * 130), inputGradient);
            for (int row = 0; row < rows; row++)
            {
                Assert.Equal(
                    Enumerable.Range(0, 37).Select(unit => oracle.Kept(0, row, unit)),
                    Enumerable.Range(0, 37).Select(unit => inputGradient[(row * 37) + unit] != 0));
                Assert.Equal(
                    Enumerable.Range(0, 130).Select(unit => oracle.Kept(2, row, unit)),
                    Enumerable.Range(0, 130).Select(unit => logits[(row * 130) + unit] != 0));
            }
        }
    }

    [Fact]
    public void A_larger_batch_before_leaves_no_trace()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            // The learning rate is 0: only the workspace and the pass count change.
            using var used = Create(width).CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = 130, Seed = Seed });
            int pass = 0;
            foreach (int rows in new[] { 130, 3, 17, 1, 2 })
            {
                using var fresh = Create(width).CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = 130, Seed = Seed });
                while (fresh.PassCount < pass)
                {
                    fresh.Step(new float[37], new float[130]);
                }

                Assert.Equal(OpenRoad(fresh, rows), OpenRoad(used, rows));
                pass++;
                Assert.Equal(pass, used.PassCount);
            }
        }
    }

    [Fact]
    public void Sampling_draws_the_same_masks_for_a_row_wherever_chunks_end()
    {
        // 64 rows are one chunk: the last ones of 130 rows are drawn in the third.
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            MaskedNetwork network = Create(width);
            float[] inputs = Draw(5, 130 * 37);
            float[] all = network.PredictMonteCarlo(inputs, 5, Seed).Mean.ToArray();
            float[] part = network.PredictMonteCarlo(inputs.AsSpan(0, 70 * 37), 5, Seed).Mean.ToArray();
            Assert.Equal(all[..part.Length], part);
            Assert.Equal(all, network.PredictMonteCarlo(inputs, 5, Seed).Mean.ToArray());
            Assert.NotEqual(all, network.PredictMonteCarlo(inputs, 5, Seed + 1).Mean.ToArray());
        }
    }

    private static int[] Train<TRule>(VectorWidth width, TRule rule)
        where TRule : struct, IUpdateRule<TRule>
    {
        MaskedNetwork network = Create(width);
        using var trainer = network.CreateTrainer(rule, new TrainerOptions { Seed = Seed });
        var outcome = new List<float>();
        foreach (int rows in new[] { 100, 7, 128, 33 })
        {
            outcome.Add(trainer.Step(Draw(rows, rows * 37), Draw(rows + 1, rows * 130)));
        }

        outcome.AddRange(network.Parameters.SelectMany(static parameter => parameter.ToArray()));
        return [.. outcome.Select(BitConverter.SingleToInt32Bits)];
    }

    private static int[] OpenRoad(Trainer<MaskedNetwork, float, Sgd> trainer, int rows)
    {
        var logits = new float[rows * 130];
        var inputGradient = new float[rows * 37];
        trainer.Forward(Draw(rows, rows * 37), logits);
        trainer.Backward(logits, inputGradient);
        float[] outcome = [.. logits, .. inputGradient, .. trainer.Gradients.SelectMany(static gradient => gradient.ToArray())];
        return [.. outcome.Select(BitConverter.SingleToInt32Bits)];
    }

    private static MaskedNetwork Create(VectorWidth width) => new(seed: 1) { VectorWidth = width };

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
