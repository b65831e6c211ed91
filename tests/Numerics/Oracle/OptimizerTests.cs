using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Oracle;

/// <summary>Two steps from weight 2 with the gradients 1 and -3, each worked out by hand from PyTorch's pages.</summary>
public class OptimizerTests
{
    [Fact]
    public void Plain_sgd() =>
        // 2 - 0.1 * 1 = 1.9; 1.9 + 0.1 * 3 = 2.2
        RequireSteps(new OracleSgd { LearningRate = 0.1 }, 1.9, 2.2);

    [Fact]
    public void Sgd_with_weight_decay() =>
        // g = 1 + 0.5 * 2 = 2: 1.8; g = -3 + 0.5 * 1.8 = -2.1: 2.01
        RequireSteps(new OracleSgd { LearningRate = 0.1, WeightDecay = 0.5 }, 1.8, 2.01);

    [Fact]
    public void Sgd_with_momentum() =>
        // v = 1: 1.9; v = 0.9 - 3 = -2.1: 2.11
        RequireSteps(new OracleSgd { LearningRate = 0.1, Momentum = 0.9 }, 1.9, 2.11);

    [Fact]
    public void Sgd_with_nesterov_momentum() =>
        // v = 1, d = 1 + 0.9 = 1.9: 1.81; v = -2.1, d = -3 - 1.89 = -4.89: 2.299
        RequireSteps(new OracleSgd { LearningRate = 0.1, Momentum = 0.9, Nesterov = true }, 1.81, 2.299);

    [Fact]
    public void Sgd_with_nesterov_momentum_and_weight_decay() =>
        // g = 2, v = 2, d = 3.8: 1.62; g = -3 + 0.81 = -2.19, v = 1.8 - 2.19 = -0.39, d = -2.19 - 0.351 = -2.541: 1.8741
        RequireSteps(
            new OracleSgd { LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 0.5 }, 1.62, 1.8741);

    [Fact]
    public void Adam()
    {
        // Step 1: m = 0.1, v = 0.001, corrected 1 and 1: 2 - 0.1 / (1 + eps).
        double first = 2 - (0.1 / (1 + 1e-8));

        // Step 2: m = 0.09 - 0.3 = -0.21 over 1 - 0.81 = 0.19; v = 0.000999 + 0.009 = 0.009999 over 1 - 0.998001 = 0.001999.
        double second = first + (0.1 * (0.21 / 0.19) / (Math.Sqrt(0.009999 / 0.001999) + 1e-8));
        RequireSteps(new OracleAdam { LearningRate = 0.1 }, first, second);
    }

    [Fact]
    public void Adam_puts_weight_decay_into_the_gradient()
    {
        // g = 1 + 0.5 * 2 = 2: m = 0.2, v = 0.004, corrected 2 and 4.
        double first = 2 - (0.1 * 2 / (2 + 1e-8));
        double gradient = -3 + (0.5 * first);
        double moment = (0.18 + (0.1 * gradient)) / 0.19;
        double square = (0.003996 + (0.001 * gradient * gradient)) / 0.001999;
        RequireSteps(
            new OracleAdam { LearningRate = 0.1, WeightDecay = 0.5 },
            first,
            first - (0.1 * moment / (Math.Sqrt(square) + 1e-8)));
    }

    [Fact]
    public void AdamW_shrinks_the_value_and_decays_by_a_hundredth_unless_told()
    {
        // 2 * (1 - 0.1 * 0.01) = 1.998, then Adam's steps.
        double first = 1.998 - (0.1 / (1 + 1e-8));
        double second = (first * 0.999) + (0.1 * (0.21 / 0.19) / (Math.Sqrt(0.009999 / 0.001999) + 1e-8));
        RequireSteps(new OracleAdamW { LearningRate = 0.1 }, first, second);
        Assert.Equal(0.2, new OracleAdamW { LearningRate = 0.1, WeightDecay = 0.2 }.WeightDecay);
    }

    [Fact]
    public void Adam_with_other_constants()
    {
        // m = 0.5, v = 0.75, corrected 1 and 1; m = 0.25 - 1.5 = -1.25 over 0.75; v = 0.1875 + 6.75 = 6.9375 over 0.9375 = 7.4.
        double first = 2 - (0.1 / 1.1);
        RequireSteps(
            new OracleAdam { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.25, Epsilon = 0.1 },
            first,
            first + (0.1 * (1.25 / 0.75) / (Math.Sqrt(7.4) + 0.1)));
    }

    [Fact]
    public void RmsProp()
    {
        // v = 0.19: 2 - 0.1 / sqrt(0.19); v = 0.81 * 0.19 + 0.19 * 9 = 1.8639.
        double first = 2 - (0.1 / (Math.Sqrt(0.19) + 1e-8));
        RequireSteps(
            new OracleRmsProp { LearningRate = 0.1, Decay = 0.81 }, first, first + (0.3 / (Math.Sqrt(1.8639) + 1e-8)));
    }

    [Fact]
    public void RmsProp_with_momentum_and_weight_decay()
    {
        // g = 1 + 0.5 * 2 = 2: v = 1, quotient 2 / (1 + 1) = 1, b = 1: 1.9. g = -3 + 0.95 = -2.05: v = 0.75 + 4.2025 / 4.
        double quotient = -2.05 / (Math.Sqrt(0.75 + (4.2025 / 4)) + 1);
        RequireSteps(
            new OracleRmsProp { LearningRate = 0.1, Decay = 0.75, Epsilon = 1, Momentum = 0.5, WeightDecay = 0.5 },
            1.9,
            1.9 - (0.1 * (0.5 + quotient)));
    }

    [Fact]
    public void Centred_RmsProp()
    {
        // v = 0.5, mean = 0.5: sqrt(0.25) + 0.5 = 1: 1.9. v = 0.25 + 4.5 = 4.75, mean = 0.25 - 1.5 = -1.25: sqrt(3.1875).
        RequireSteps(
            new OracleRmsProp { LearningRate = 0.1, Decay = 0.5, Epsilon = 0.5, Centered = true },
            1.9,
            1.9 + (0.3 / (Math.Sqrt(3.1875) + 0.5)));
    }

    [Fact]
    public void Biases_are_spared_from_decay_when_asked()
    {
        var bias = new OracleParameter("dense0.bias", [1]);
        var weight = new OracleParameter("dense0.weight", [1, 1]);
        foreach (bool only in new[] { false, true })
        {
            bias.Values[0] = weight.Values[0] = 2;
            new OracleSgd { LearningRate = 0.1, WeightDecay = 0.5, DecayOnlyWeights = only }
                .Step([bias, weight], _ => [1]);
            Assert.Equal(1.8, weight.Values[0], 1e-15);
            Assert.Equal(only ? 1.9 : 1.8, bias.Values[0], 1e-15);
        }
    }

    [Fact]
    public void Steps_on_a_network_lower_its_loss()
    {
        var network = new OracleNetwork(4, [new Dense(6), new Relu(), new OracleDropout(0.2), new Dense(3)], new SoftmaxCrossEntropy());
        network.Randomize(5);
        Matrix inputs = OracleChecks.RandomMatrix(12, 4, 6);
        OracleTargets targets = OracleChecks.RandomTargets(network, 12, 7, weighted: false);
        var optimizer = new OracleAdamW { LearningRate = 0.02 };
        double Loss() => network.Step(inputs, targets, OracleMode.Inference).Loss;
        double before = Loss();
        for (ulong step = 0; step < 200; step++)
        {
            optimizer.Step(
                network, network.Step(inputs, targets, OracleMode.Training, network.PhiloxMasks(1, step)).Gradients);
        }

        Assert.InRange(Loss(), 0, before / 2);
    }

    private static void RequireSteps(OracleOptimizer optimizer, double first, double second)
    {
        var weight = new OracleParameter("weight", [1, 1]);
        weight.Values[0] = 2;
        optimizer.Step([weight], _ => [1]);
        Assert.Equal(first, weight.Values[0], 1e-14);
        optimizer.Step([weight], _ => [-3]);
        Assert.Equal(second, weight.Values[0], 1e-14);
        Assert.Equal(2, optimizer.Steps);
    }
}
