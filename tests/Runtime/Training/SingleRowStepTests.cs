using System.Runtime.InteropServices;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>
/// Steps on one row of a small network are straight-line code. They are the bits of the ordinary road, which a sample weight of
/// 1 takes, and the two can take turns.
/// </summary>
public sealed class SingleRowStepTests
{
    [Fact]
    public void Small_networks_have_the_code_and_others_have_not() => Assert.Multiple(
        static () => Assert.True(HasCode<TinyRegression, float>()),
        static () => Assert.True(HasCode<TinyChain, float>()),
        static () => Assert.True(HasCode<TinyOrdinary, float>()),
        static () => Assert.True(HasCode<TinyOutputs, float>()),
        static () => Assert.True(HasCode<TinyResidual, float>()),
        static () => Assert.True(HasCode<TinyClassifier, int>()),
        static () => Assert.True(HasCode<TinySquare, float>()),
        static () => Assert.True(HasCode<TinyFunction, float>()),
        static () => Assert.True(HasCode<TinyDroppedInputs, float>()),
        static () => Assert.True(HasCode<TinySlopes, float>()),
        static () => Assert.True(HasCode<TinyWideInputs, float>()),
        static () => Assert.False(HasCode<TinyNoise, float>()),
        static () => Assert.False(HasCode<WiderRegression, float>()));

    [Fact]
    public void A_regression_of_one_output_is_the_same_to_the_bit() => AreEqual<TinyRegression, float>(0.5f, 1);

    [Fact]
    public void So_is_a_chain_of_layers_with_an_activation_on_the_output() => AreEqual<TinyChain, float>(0.5f, 1);

    [Fact]
    public void So_is_a_layer_of_more_units_than_inputs() => AreEqual<TinyOrdinary, float>(0.5f, 1);

    [Fact]
    public void So_is_one_without_dropout() => AreEqual<TinyPlain, float>(0.5f, 1);

    [Fact]
    public void So_are_several_outputs() => AreEqual<TinyOutputs, float>(0.5f, 3);

    [Fact]
    public void So_is_a_residual_branch() => AreEqual<TinyResidual, float>(0.5f, 1);

    [Fact]
    public void So_is_a_classifier() => AreEqual<TinyClassifier, int>(2, 1);

    [Fact]
    public void So_are_layers_whose_weights_a_batch_transposes() => AreEqual<TinySquare, float>(0.5f, 17);

    [Fact]
    public void So_is_a_function_of_one_number() => AreEqual<TinyFunction, float>(0.5f, 1);

    [Fact]
    public void So_is_one_that_drops_inputs() => AreEqual<TinyDroppedInputs, float>(0.5f, 2);

    [Fact]
    public void Two_equal_rows_are_one_step_of_that_row() => Assert.Multiple(
        RequireEqualRows<TinySquare>,
        RequireEqualRows<TinySlopes>,
        RequireEqualRows<TinyWideInputs>);

    [Fact]
    public void A_checkpoint_between_two_steps_continues_with_the_same_masks()
    {
        float[] inputs = [1, -2, 0.5f, 3];
        var network = new TinyRegression(1);
        using var trainer = network.CreateTrainer(new Adam(0.01f), new TrainerOptions { BatchSize = 1, Seed = 7 });
        for (int i = 0; i < 21; i++)
        {
            trainer.Step(inputs, [1f]);
        }

        using var file = new MemoryStream();
        trainer.SaveCheckpoint(file);
        file.Position = 0;
        var resumed = new TinyRegression(2);
        using var second = resumed.CreateTrainer(new Adam(0.01f), new TrainerOptions { BatchSize = 1, Seed = 7 });
        second.RestoreCheckpoint(file);
        for (int i = 0; i < 21; i++)
        {
            Assert.Equal(trainer.Step(inputs, [1f]), second.Step(inputs, [1f]));
        }

        Assert.Equal(Bits(network), Bits(resumed));
    }

    [Fact]
    public void A_loss_that_is_not_finite_changes_nothing()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = new TinyRegression(1) { VectorWidth = width };
            using var trainer = network.CreateTrainer(new Sgd(0.1f), new TrainerOptions { BatchSize = 1 });
            trainer.Step([1, 2, 3, 4], [1f]);
            int[] before = Bits(network);
            Assert.Throws<NonFiniteLossException>(() => trainer.Step([1, 2, 3, 4], [float.NaN]));
            Assert.Throws<NonFiniteLossException>(() => trainer.Step([1, float.PositiveInfinity, float.NaN, 4], [0f]));
            Assert.Equal(before, Bits(network));
            Assert.Equal((1, 1), (trainer.StepCount, trainer.PassCount));
        }
    }

    // A batch takes other kernels than a row; sums differ by rounding.
    private static void RequireEqualRows<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, float>
    {
        (int inputs, int outputs) = (TNetwork.Definition.Inputs, TNetwork.Definition.Outputs);
        var random = new Random(7);
        float[] row = [.. Enumerable.Range(0, inputs).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] target = [.. Enumerable.Range(0, outputs).Select(_ => random.NextSingle())];
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            TNetwork[] networks = [.. new[] { 1, 2 }.Select(rows =>
            {
                var network = TNetwork.Create(3);
                network.VectorWidth = width;
                network.Dropouts.SetRates(0);
                using var trainer = new Trainer<TNetwork, float, Sgd>(network, new Sgd(0.1f), new TrainerOptions { BatchSize = 2 });
                trainer.Step([.. Enumerable.Repeat(row, rows).SelectMany(static values => values)], [.. Enumerable.Repeat(target, rows).SelectMany(static values => values)]);
                return network;
            })];
            var start = TNetwork.Create(3);
            for (int i = 0; i < start.Parameters.Count; i++)
            {
                float[][] moved = [.. networks.Select(network => network.Parameters[i].ToArray()
                    .Zip(start.Parameters[i].ToArray(), static (now, before) => now - before).ToArray())];
                double size = Math.Sqrt(moved[0].Sum(static value => (double)value * value));
                double difference = Math.Sqrt(moved[0].Zip(moved[1], static (one, two) => (double)(one - two) * (one - two)).Sum());
                Assert.InRange(difference, 0, 1e-5 * size);
                Assert.True(size > 0);
            }
        }
    }

    private static bool HasCode<TNetwork, TTarget>()
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged => TNetwork.TrainSingleRows<Sgd>() is not null;

    private static void AreEqual<TNetwork, TTarget>(TTarget target, int targets)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            AreEqual<TNetwork, TTarget, Sgd>(width, new Sgd(0.002f), target, targets);
            AreEqual<TNetwork, TTarget, Sgd>(width, new Sgd(0.002f, momentum: 0.5f, weightDecay: 0.01f), target, targets);
            AreEqual<TNetwork, TTarget, Adam>(width, new Adam(0.01f), target, targets);
        }
    }

    private static void AreEqual<TNetwork, TTarget, TRule>(VectorWidth width, TRule rule, TTarget target, int targets)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
        where TRule : struct, IUpdateRule<TRule>
    {
        (TNetwork straight, TNetwork ordinary) = (TNetwork.Create(3), TNetwork.Create(3));
        var options = new TrainerOptions { BatchSize = 4, Seed = 5, RateSchedules = static _ => null };
        using var first = new Trainer<TNetwork, TTarget, TRule>(straight, rule, options);
        using var second = new Trainer<TNetwork, TTarget, TRule>(ordinary, rule, options);
        var random = new Random(1);
        int inputs = TNetwork.Definition.Inputs;
        for (int step = 0; step < 50; step++)
        {
            // Batches and changes of rate and learning rate come in between: masks that were drawn ahead are not used then. So does another
            // width, which need not have the code.
            VectorWidth used = step % 17 is 14 or 15 ? VectorWidth.Scalar : width;
            (straight.VectorWidth, ordinary.VectorWidth) = (used, used);
            int rows = step % 11 == 7 ? 4 : 1;
            if (step % 13 == 9)
            {
                straight.Dropouts.SetRates(0.1 * (step % 4));
                ordinary.Dropouts.SetRates(0.1 * (step % 4));
                (first.LearningRate, second.LearningRate) = (0.001f, 0.001f);
            }

            float[] row = [.. Enumerable.Range(0, rows * inputs).Select(_ => (random.NextSingle() * 4) - 2)];
            TTarget[] wanted = [.. Enumerable.Repeat(target, rows * targets)];
            float loss = first.Step(row, wanted);
            Assert.Equal(second.Step(row, wanted, [.. Enumerable.Repeat(1f, rows)]), loss);
            Assert.Equal(Bits(ordinary), Bits(straight));
        }

        Assert.Equal((50, 50), (first.StepCount, first.PassCount));
    }

    private static int[] Bits<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork> =>
        MemoryMarshal.Cast<float, int>(network.Parameters.SelectMany(static parameter => parameter.ToArray()).ToArray()).ToArray();
}

[Network(4)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyRegression;

[Network(4)]
[Dense(32), Relu]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyPlain;

/// <summary>Two gradients take turns, and the output has an activation, so that its gradient is not the product's.</summary>
[Network(3)]
[Dense(32), Tanh, Dropout(0.25)]
[Dense(8), Relu, Dropout(0.5)]
[Dense(1), Tanh, MeanSquaredError]
internal sealed partial class TinyChain;

/// <summary>A layer whose gradient is summed along the weight's storage.</summary>
[Network(4)]
[Dense(16), Sigmoid]
[Dense(48), Relu, Dropout(0.5)]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyOrdinary;

[Network(3)]
[Dense(20), Relu, Dropout(0.3)]
[Dense(3), MeanSquaredError]
internal sealed partial class TinyOutputs;

[Block]
[Dense(8), Relu, Dropout(0.2), Dense(48)]
internal sealed class TinyBranch;

[Network(3)]
[Dense(48), Relu, Residual<TinyBranch>]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyResidual;

[Network(3)]
[Dense(16), Relu, Dropout(0.5)]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class TinyClassifier;

[Network(10)]
[Dense(10), Relu, Dropout(0.5)]
[Dense(17), MeanSquaredError]
internal sealed partial class TinySquare;

/// <summary>Slopes that differ, so that helpers of one name would be wrong for one of them.</summary>
[Network(4)]
[Dense(8), LeakyRelu(0.1)]
[Dense(9), LeakyRelu(0.3)]
[Dense(10), MeanSquaredError]
internal sealed partial class TinySlopes;

/// <summary>A first weight that is transposed, and inputs that are copied for it.</summary>
[Network(70)]
[Dense(2), Tanh]
[Dense(2), MeanSquaredError]
internal sealed partial class TinyWideInputs;

[Network(1)]
[Dense(1), Tanh]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyFunction;

/// <summary>Inputs are copied first; two weights are transposed for a batch.</summary>
[Network(5)]
[Dropout(0.2), Dense(12), Silu, Dropout(0.4, Scaling = DropoutScaling.Classic)]
[Dense(9), Relu]
[Dense(2), MeanSquaredError]
internal sealed partial class TinyDroppedInputs;

[Network(3)]
[Dense(32), Relu, GaussianDropout(0.5)]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyNoise;

[Network(32)]
[Dense(64), Relu, Dropout(0.5)]
[Dense(32), Relu]
[Dense(1), MeanSquaredError]
internal sealed partial class WiderRegression;
