using System.Runtime.InteropServices;
using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>A loss that is not finite is refused before the update, and training goes on as if nothing had happened.</summary>
public sealed class NonFiniteLossTests
{
    private static readonly float[] s_inputs = [1, 2, 3, -1, 0.5f, 2];
    private static readonly float[] s_targets = [0.25f, 1, -1, 0.5f];

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Training_continues_as_if_the_call_had_not_happened(float value)
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            int[] clean = Train(width, failing: null);
            int[] interrupted = Train(width, failing: value);
            Assert.Equal(clean, interrupted);
        }
    }

    [Fact]
    public void The_exception_tells_loss_step_and_learning_rate()
    {
        using var trainer = new SmallRegression(1).CreateTrainer(new Sgd(0.0625f));
        trainer.Step(s_inputs, s_targets);
        var exception = Assert.Throws<NonFiniteLossException>(
            () => trainer.Step(s_inputs, [float.NaN, 0, 0, 0]));
        Assert.True(double.IsNaN(exception.Loss));
        Assert.Equal(2, exception.Step);
        TrainerArgumentTests.RequireParts(exception, "NaN", "step 2", "0.0625");
    }

    [Fact]
    public void A_classifier_notices_a_NaN_input()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = new SmallClassifier(1) { VectorWidth = width };
            network.Dropouts.SetRates(0);
            using var trainer = network.CreateTrainer(new Adam());
            float[] before = [.. network.Parameters.SelectMany(static parameter => parameter.ToArray())];
            Assert.Throws<NonFiniteLossException>(() => trainer.Step([1, float.NaN, 2], [1]));
            Assert.Equal(before, network.Parameters.SelectMany(static parameter => parameter.ToArray()));
        }
    }

    [Fact]
    public void A_Backward_behind_a_failed_step_does_not_use_its_leftovers()
    {
        using var trainer = new SmallRegression(1).CreateTrainer(new Sgd(0.1f));
        trainer.Forward(s_inputs, new float[4]);
        Assert.Throws<NonFiniteLossException>(() => trainer.Step(s_inputs, [float.NaN, 0, 0, 0]));
        Assert.Throws<InvalidOperationException>(() => trainer.Backward(new float[4]));
    }

    private static int[] Train(VectorWidth width, float? failing)
    {
        var network = new SmallRegression(1) { VectorWidth = width };
        using var trainer = network.CreateTrainer(new Adam(0.1f), new TrainerOptions { Seed = 9 });
        var outcome = new List<float>();
        for (int step = 0; step < 5; step++)
        {
            if (failing is { } value && step % 3 == 0)
            {
                Assert.Throws<NonFiniteLossException>(() => trainer.Step(s_inputs, [value, 0, 0, 0]));
                Assert.Throws<NonFiniteLossException>(() => trainer.Step([.. Enumerable.Repeat(value, 9)], new float[6]));
                Assert.Equal((step, step), (trainer.StepCount, trainer.PassCount));
            }

            outcome.Add(trainer.Step(s_inputs, s_targets));
            outcome.AddRange(network.Parameters.SelectMany(static parameter => parameter.ToArray()));
        }

        return MemoryMarshal.Cast<float, int>(CollectionsMarshal.AsSpan(outcome)).ToArray();
    }
}
