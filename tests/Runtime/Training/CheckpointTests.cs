using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;
using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Runtime.Tests.NormalizationLayers;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>Training that goes on from a checkpoint goes on as if it had never stopped, to the bit.</summary>
public sealed class CheckpointTests
{
    private const int Rows = 40;
    private const int Before = 5;
    private const int Behind = 6;

    [Fact]
    public void Sgd() => RequireAll(new Sgd(0.1f, weightDecay: 0.01f));

    [Fact]
    public void Sgd_with_momentum() => RequireAll(new Sgd(0.05f, momentum: 0.9f, nesterov: true));

    [Fact]
    public void Adam() => RequireAll(new Adam(0.01f, weightDecay: 0.1f));

    [Fact]
    public void AdamW() => RequireAll(new AdamW(0.01f, weightDecay: 0.1f));

    [Fact]
    public void RmsProp() => RequireAll(new RmsProp(0.01f, momentum: 0.5f, centered: true));

    [Fact]
    public void An_optimizer_of_ones_own() => RequireAll(new Signs { LearningRate = 0.01f });

    [Fact]
    public void Gradients_that_wait_for_their_update_are_kept()
    {
        float[] inputs = Inputs(7);
        var network = new SmallFamily(1);
        using var trainer = network.CreateTrainer(new Adam(0.01f));
        trainer.Forward(inputs, new float[2 * Rows]);
        trainer.Backward(Inputs(8).AsSpan(0, 2 * Rows));
        byte[] checkpoint = Save(trainer);
        int[] expected = GoOn(network, trainer);

        var other = new SmallFamily(2);
        using var restored = other.CreateTrainer(new Adam(0.5f));
        restored.RestoreCheckpoint(new MemoryStream(checkpoint));
        Assert.Equal(expected, GoOn(other, restored));

        int[] GoOn(SmallFamily trained, Trainer<SmallFamily, int, Adam> by)
        {
            by.Forward(inputs, new float[2 * Rows]);
            by.Backward(Inputs(9).AsSpan(0, 2 * Rows), accumulate: true);
            by.Update();
            return Bits(trained.Parameters);
        }
    }

    [Fact]
    public void An_open_forward_is_not_kept()
    {
        using var trainer = new SmallClassifier(1).CreateTrainer(new Sgd(0.1f));
        trainer.Forward([1, 2, 3], new float[2]);
        byte[] checkpoint = Save(trainer);
        using var restored = new SmallClassifier(2).CreateTrainer(new Sgd(0.1f));
        restored.Forward([1, 2, 3], new float[2]);
        restored.RestoreCheckpoint(new MemoryStream(checkpoint));
        Assert.Throws<InvalidOperationException>(() => restored.Backward([1, 2]));
        Assert.Throws<InvalidOperationException>(restored.Update);
        Assert.Equal((0, 1), (restored.StepCount, restored.PassCount));
    }

    [Fact]
    public void Running_statistics_and_their_counts_are_kept()
    {
        var random = new Random(3);
        float[] inputs = [.. Enumerable.Range(0, 5 * Rows).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, 3 * Rows).Select(_ => random.NextSingle())];
        var network = new BatchNormed(1);
        using var trainer = network.CreateTrainer(new Adam(0.01f));
        trainer.Step(inputs, targets);
        trainer.Step(inputs, targets);
        using var checkpoint = new MemoryStream();
        trainer.SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;

        var other = new BatchNormed(2);
        using var restored = other.CreateTrainer(new Adam(0.01f));
        restored.Step(targets.AsSpan(0, 5 * 4), targets.AsSpan(0, 3 * 4));
        restored.RestoreCheckpoint(checkpoint);
        Assert.Equal(File(network), File(other));
        trainer.Step(inputs, targets);
        restored.Step(inputs, targets);
        Assert.Equal(File(network), File(other));

        static byte[] File(BatchNormed saved)
        {
            using var stream = new MemoryStream();
            saved.Save(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_network_loads_from_a_checkpoint_as_from_its_own_file()
    {
        var network = new SmallFamily(1);
        using var trainer = network.CreateTrainer(new Adam(0.01f));
        trainer.Dropouts[1].Rate = 0.3;
        trainer.Step(Inputs(1), Labels(1));
        byte[] checkpoint = Save(trainer);
        SmallFamily loaded = SmallFamily.Load(new MemoryStream(checkpoint));
        Assert.Equal(Bits(network.Parameters), Bits(loaded.Parameters));
        Assert.Equal(0.3, loaded.Dropouts[1].Rate);
        checkpoint[^1] ^= 1;
        Assert.Throws<InvalidSafetensorsException>(() => SmallFamily.Load(new MemoryStream(checkpoint)));
    }

    [Fact]
    public void A_checkpoint_of_a_restored_trainer_is_the_same_file()
    {
        using var trainer = new SmallFamily(1).CreateTrainer(new RmsProp(0.01f, momentum: 0.5f));
        trainer.Step(Inputs(1), Labels(1));
        byte[] checkpoint = Save(trainer);
        using var restored = new SmallFamily(2).CreateTrainer(new RmsProp(0.5f, momentum: 0.5f));
        restored.RestoreCheckpoint(new MemoryStream(checkpoint));
        Assert.Equal(checkpoint, Save(restored));
    }

    private static void RequireAll<TRule>(TRule rule)
        where TRule : struct, IUpdateRule<TRule>
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            Require<SmallClassifier, TRule>(width, rule, new TrainerOptions { BatchSize = Rows, Seed = 5 });
            Require<SmallFamily, TRule>(width, rule, new TrainerOptions { BatchSize = Rows, Seed = 6, ClipValue = 0.02f });
            Require<SmallFamily, TRule>(width, rule, new TrainerOptions { BatchSize = Rows, ClipNorm = 0.1f });
            Require<SmallFamily, TRule>(width, rule, new TrainerOptions
            {
                BatchSize = Rows,
                ClipNorm = 0.1f,
                ClipValue = 0.02f,
                Groups = static parameter => new ParameterGroup(parameter.Name == "dense1.weight" ? 0.25f : 1f, 0.5f),
            });
            Require<SmallFamily, TRule>(width, rule, new TrainerOptions
            {
                BatchSize = Rows,
                MaskScope = MaskScope.Call,
                RateSchedules = static dropout => dropout.Name == "dropout1" ? RateSchedule.Linear(0.1, 0.6, steps: 17) : null,
            });
            Require<SmallFamily, TRule>(width, rule, new TrainerOptions
            {
                BatchSize = Rows,
                Seed = ulong.MaxValue,
                Threads = 3,
                Parallelism = new Parallelism(3, new ProcessorBudget(3), LeastOperations: 1),
            });
        }
    }

    private static void Require<TNetwork, TRule>(VectorWidth width, TRule rule, TrainerOptions options)
        where TNetwork : class, INetwork<TNetwork, int>
        where TRule : struct, IUpdateRule<TRule>
    {
        TNetwork network = TNetwork.Create(1);
        network.VectorWidth = width;
        using var trainer = new Trainer<TNetwork, int, TRule>(network, rule, options);
        Run(trainer, 0, Before);
        trainer.LearningRate *= 0.7f;
        trainer.Dropouts[0].Rate = 0.1 + 0.2;
        Run(trainer, Before, 1);
        byte[] checkpoint = Save(trainer);
        int[] expected = Run(trainer, Before + 1, Behind);

        // Other weights, rates, learning rate and counts than the restored ones.
        TNetwork other = TNetwork.Create(2);
        other.VectorWidth = width;
        rule.LearningRate = 0.25f;
        using var restored = new Trainer<TNetwork, int, TRule>(other, rule, options);
        restored.Dropouts.SetRates(0.75);
        Run(restored, 20, 3);
        restored.RestoreCheckpoint(new MemoryStream(checkpoint));
        Assert.Equal((trainer.StepCount - (2 * Behind), trainer.LearningRate), (restored.StepCount, restored.LearningRate));
        Assert.True(expected.AsSpan().SequenceEqual(Run(restored, Before + 1, Behind)), $"{width}, {typeof(TRule).Name}");
        Assert.Equal((trainer.StepCount, trainer.PassCount), (restored.StepCount, restored.PassCount));
    }

    // Fused steps and the open road in turns; everything that comes out, as bits.
    private static int[] Run<TNetwork, TRule>(Trainer<TNetwork, int, TRule> trainer, int first, int count)
        where TNetwork : class, INetwork<TNetwork, int>
        where TRule : struct, IUpdateRule<TRule>
    {
        var outcome = new List<float>();
        for (int i = first; i < first + count; i++)
        {
            outcome.Add(trainer.Step(Inputs(i), Labels(i)));
            var logits = new float[2 * Rows];
            trainer.Forward(Inputs(i), logits);
            trainer.Backward([.. logits.Select(static logit => logit / Rows)]);
            trainer.Update();
            outcome.AddRange(logits);
        }

        return [.. MemoryMarshal.Cast<float, int>(outcome.ToArray()), .. Bits(trainer.Network.Parameters)];
    }

    private static int[] Bits(ParameterCollection parameters) => MemoryMarshal.Cast<float, int>(
        parameters.SelectMany(static parameter => parameter.ToArray()).ToArray()).ToArray();

    private static byte[] Save<TNetwork, TRule>(Trainer<TNetwork, int, TRule> trainer)
        where TNetwork : class, INetwork<TNetwork, int>
        where TRule : struct, IUpdateRule<TRule>
    {
        using var stream = new MemoryStream();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static float[] Inputs(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 3 * Rows).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static int[] Labels(int seed)
    {
        var random = new Random(100 + seed);
        return [.. Enumerable.Range(0, Rows).Select(_ => random.Next(2))];
    }

    /// <summary>Counts the signs of its gradients, and walks by the sum.</summary>
    private struct Signs : IUpdateRule<Signs>
    {
        public readonly int StateCount => 1;

        public float LearningRate { get; set; }

        public readonly Signs Prepare(long step, ParameterGroup group) => this with { LearningRate = LearningRate * group.LearningRateFactor / step };

        public static void Update(in Signs rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient)
        {
            ref float sum = ref System.Runtime.CompilerServices.Unsafe.Add(ref state, offset);
            sum += Math.Sign(gradient);
            parameter -= rule.LearningRate * sum;
        }
    }
}
