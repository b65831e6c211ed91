namespace DropoutGen.Runtime.Tests.Training;

/// <summary>A limit on wide and narrow layers, and a layer without one.</summary>
[Network(40)]
[Dense(96, MaxNorm = 1.4), Relu, Dropout(0.5)]
[Dense(3, MaxNorm = 0.5), Tanh]
[Dense(20), Relu]
[Dense(1), MeanSquaredError]
public sealed partial class LimitedNetwork;

/// <summary>The same without limits.</summary>
[Network(40)]
[Dense(96), Relu, Dropout(0.5)]
[Dense(3), Tanh]
[Dense(20), Relu]
[Dense(1), MeanSquaredError]
public sealed partial class UnlimitedNetwork;

public sealed class MaxNormTests
{
    private const int Rows = 32;

    [Fact]
    public void Definitions_tell_the_limit() => Assert.Equal(
        [1.4, double.PositiveInfinity, 0.5, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity],
        LimitedNetwork.Definition.Parameters.Select(static parameter => parameter.MaxNorm));

    [Fact]
    public void Longer_weights_are_scaled_back_and_no_others_are_touched()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var limited = new LimitedNetwork(3) { VectorWidth = width };
            var unlimited = new UnlimitedNetwork(3) { VectorWidth = width };
            using var limitedTrainer = limited.CreateTrainer(new Sgd(0.05f));
            using var unlimitedTrainer = unlimited.CreateTrainer(new Sgd(0.05f));
            (float[] inputs, float[] targets) = Data();
            limitedTrainer.Step(inputs, targets);
            unlimitedTrainer.Step(inputs, targets);
            int longer = 0;
            for (int i = 0; i < limited.Parameters.Count; i++)
            {
                ParameterView actual = limited.Parameters[i];
                ParameterView free = unlimited.Parameters[i];
                double limit = actual.Definition.MaxNorm;
                for (int unit = 0; unit < actual.Shape[0]; unit++)
                {
                    double norm = Norm(free, unit);
                    longer += norm > limit ? 1 : 0;
                    for (int input = 0; input < (actual.Shape.Length > 1 ? actual.Shape[1] : 1); input++)
                    {
                        double expected = norm > limit ? free[unit, input] * limit / norm : free[unit, input];
                        Assert.Equal(expected, actual[unit, input], 1e-6 * Math.Max(1, norm));
                        if (norm < limit * 0.999)
                        {
                            Assert.Equal(free[unit, input], actual[unit, input]);
                        }
                    }
                }
            }

            // Fresh weights have norms on both sides of the limits.
            Assert.InRange(longer, 10, 98);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Norms_stay_below_the_limit(bool openRoad)
    {
        var network = new LimitedNetwork(1);
        using var trainer = network.CreateTrainer(new Sgd(0.5f, momentum: 0.9f), new TrainerOptions { ClipNorm = 5f });
        (float[] inputs, float[] targets) = Data();
        var logits = new float[Rows];
        for (int step = 0; step < 20; step++)
        {
            if (openRoad)
            {
                trainer.Forward(inputs, logits);
                trainer.Backward([.. logits.Zip(targets, static (logit, target) => (logit - target) / Rows)]);
                trainer.Update();
            }
            else
            {
                trainer.Step(inputs, targets);
            }

            foreach (ParameterView parameter in network.Parameters)
            {
                for (int unit = 0; unit < parameter.Shape[0]; unit++)
                {
                    Assert.True(Norm(parameter, unit) <= parameter.Definition.MaxNorm * (1 + 1e-6));
                }
            }
        }
    }

    private static double Norm(ParameterView parameter, int unit)
    {
        double squares = 0;
        for (int input = 0; input < (parameter.Shape.Length > 1 ? parameter.Shape[1] : 1); input++)
        {
            squares += (double)parameter[unit, input] * parameter[unit, input];
        }

        return Math.Sqrt(squares);
    }

    private static (float[] Inputs, float[] Targets) Data()
    {
        var random = new Random(5);
        return (
            [.. Enumerable.Range(0, Rows * 40).Select(_ => (random.NextSingle() * 2) - 1)],
            [.. Enumerable.Range(0, Rows).Select(_ => random.NextSingle())]);
    }
}
