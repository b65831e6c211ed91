using System.Runtime.CompilerServices;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Optimizers, groups and clipping against the oracle, after the first step and after six, on every width.</summary>
public sealed class UpdateRuleTests
{
    private const ulong Seed = 5;
    private const int Steps = 6;

    private static readonly NetworkCase s_case = new(nameof(RuleNetwork), RuleNetwork.Attributes);

    [Fact]
    public void Plain_descent() => Compare(new Sgd(0.3f), new OracleSgd { LearningRate = 0.3f });

    [Fact]
    public void Momentum() => Compare(
        new Sgd(0.1f, momentum: 0.9f), new OracleSgd { LearningRate = 0.1f, Momentum = 0.9f });

    [Fact]
    public void Nesterov() => Compare(
        new Sgd(0.1f, momentum: 0.8f, nesterov: true),
        new OracleSgd { LearningRate = 0.1f, Momentum = 0.8f, Nesterov = true });

    [Fact]
    public void Momentum_with_weight_decay_of_weights_only() => Compare(
        new Sgd(0.1f, momentum: 0.7f, weightDecay: 0.1f),
        new OracleSgd { LearningRate = 0.1f, Momentum = 0.7f, WeightDecay = 0.1f, DecayOnlyWeights = true });

    [Fact]
    public void Weight_decay_of_all_parameters() => Compare(
        new Sgd(0.1f, weightDecay: 0.1f),
        new OracleSgd { LearningRate = 0.1f, WeightDecay = 0.1f },
        new TrainerOptions { Groups = static _ => new ParameterGroup(1f, 1f), Seed = Seed });

    [Fact]
    public void Adam() => Compare(
        new Adam(0.01f, weightDecay: 0.1f),
        new OracleAdam { LearningRate = 0.01f, Beta1 = 0.9f, Beta2 = 0.999f, WeightDecay = 0.1f, DecayOnlyWeights = true });

    [Fact]
    public void Adam_with_other_constants() => Compare(
        new Adam(0.02f, beta1: 0.5f, beta2: 0.75f, epsilon: 0.01f),
        new OracleAdam { LearningRate = 0.02f, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 0.01f });

    [Fact]
    public void AdamW() => Compare(
        new AdamW(0.01f, weightDecay: 0.2f),
        new OracleAdamW { LearningRate = 0.01f, Beta1 = 0.9f, Beta2 = 0.999f, WeightDecay = 0.2f, DecayOnlyWeights = true });

    [Fact]
    public void RmsProp() => Compare(
        new RmsProp(0.01f, weightDecay: 0.1f),
        new OracleRmsProp { LearningRate = 0.01f, Decay = 0.99f, WeightDecay = 0.1f, DecayOnlyWeights = true });

    [Fact]
    public void RmsProp_with_momentum() => Compare(
        new RmsProp(0.01f, decay: 0.75f, epsilon: 0.001f, momentum: 0.5f),
        new OracleRmsProp { LearningRate = 0.01f, Decay = 0.75, Epsilon = 0.001f, Momentum = 0.5 });

    [Fact]
    public void Centred_RmsProp() => Compare(
        new RmsProp(0.01f, decay: 0.5f, epsilon: 0.01f, centered: true),
        new OracleRmsProp { LearningRate = 0.01f, Decay = 0.5, Epsilon = 0.01f, Centered = true });

    [Fact]
    public void Centred_RmsProp_with_momentum() => Compare(
        new RmsProp(0.01f, decay: 0.875f, epsilon: 0.01f, momentum: 0.75f, centered: true),
        new OracleRmsProp { LearningRate = 0.01f, Decay = 0.875, Epsilon = 0.01f, Momentum = 0.75, Centered = true });

    [Fact]
    public void Groups_scale_learning_rate_and_decay() => Compare(
        new Sgd(0.2f, momentum: 0.5f, weightDecay: 0.1f),
        static parameter => parameter.Name.StartsWith("dense0", StringComparison.Ordinal)
            ? new OracleSgd { LearningRate = 0.2f * 0.25f, Momentum = 0.5, WeightDecay = 0.1f * 2 }
            : new OracleSgd { LearningRate = 0, Momentum = 0.5 },
        new TrainerOptions
        {
            Seed = Seed,
            Groups = static parameter => parameter.Name.StartsWith("dense0", StringComparison.Ordinal)
                ? new ParameterGroup(0.25f, 2f)
                : new ParameterGroup(0f, 0f),
        });

    [Fact]
    public void A_learning_rate_of_zero_freezes_bit_for_bit()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            RuleNetwork network = Create(width);
            float[] before = network.Parameters["dense1.weight"].ToArray();
            using var trainer = network.CreateTrainer(new Sgd(0.2f, weightDecay: 0.1f), new TrainerOptions
            {
                Groups = static parameter => new ParameterGroup(parameter.Name == "dense1.weight" ? 0f : 1f, 1f),
            });
            Batch batch = CreateBatch(1);
            trainer.Step(batch.Inputs, batch.Targets<int>());
            Assert.Equal(before, network.Parameters["dense1.weight"].ToArray());
        }
    }

    [Fact]
    public void Clipping_by_value() => Compare(
        new Sgd(0.3f, momentum: 0.9f),
        static _ => new OracleSgd { LearningRate = 0.3f, Momentum = 0.9f },
        new TrainerOptions { ClipValue = 0.01f, Seed = Seed },
        static gradients => [.. gradients.Select(static gradient =>
            Array.ConvertAll(gradient, static value => Math.Clamp(value, -0.01f, 0.01f)))]);

    [Fact]
    public void Clipping_by_norm() => Compare(
        new Sgd(0.3f),
        static _ => new OracleSgd { LearningRate = 0.3f },
        new TrainerOptions { ClipNorm = 0.1f, Seed = Seed },
        static gradients => Shorten(gradients, 0.1f));

    [Fact]
    public void Clipping_by_norm_leaves_short_gradients() => Compare(
        new Adam(0.01f),
        static _ => new OracleAdam { LearningRate = 0.01f, Beta1 = 0.9f, Beta2 = 0.999f },
        new TrainerOptions { ClipNorm = 1000f, Seed = Seed });

    [Fact]
    public void Clipping_by_norm_then_by_value() => Compare(
        new Sgd(0.3f),
        static _ => new OracleSgd { LearningRate = 0.3f },
        new TrainerOptions { ClipNorm = 0.1f, ClipValue = 0.005f, Seed = Seed },
        static gradients => [.. Shorten(gradients, 0.1f).Select(static gradient =>
            Array.ConvertAll(gradient, static value => Math.Clamp(value, -0.005f, 0.005f)))]);

    [Fact]
    public void A_rule_with_only_the_scalar_update_equals_the_built_in_one()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            float[] builtIn = Train(width, new Sgd(0.1f, momentum: 0.9f));
            float[] own = Train(width, new OwnMomentum { LearningRate = 0.1f });
            Assert.Equal(builtIn, own);
        }
    }

    private static float[] Train<TRule>(VectorWidth width, TRule rule)
        where TRule : struct, IUpdateRule<TRule>
    {
        RuleNetwork network = Create(width);
        using var trainer = network.CreateTrainer(rule, new TrainerOptions { Seed = Seed });
        for (int step = 0; step < Steps; step++)
        {
            Batch batch = CreateBatch(step);
            trainer.Step(batch.Inputs, batch.Targets<int>());
        }

        return network.Parameters.Flatten();
    }

    private static double[][] Shorten(double[][] gradients, double limit)
    {
        double norm = Math.Sqrt(gradients.Sum(static gradient => gradient.Sum(static value => value * value)));
        Assert.True(norm > limit, "The gradient is to be clipped.");
        return [.. gradients.Select(gradient => Array.ConvertAll(gradient, value => value * limit / norm))];
    }

    private static void Compare<TRule>(TRule rule, OracleOptimizer optimizer, TrainerOptions? options = null)
        where TRule : struct, IUpdateRule<TRule>
    {
        OracleNetwork oracle = CreateOracle();
        var differences = new Differences();
        var expected = new List<double[][]>();
        for (int step = 0; step < Steps; step++)
        {
            optimizer.Step(oracle, Gradients(oracle, step));
            expected.Add([.. oracle.Parameters.Select(static parameter => (double[])parameter.Values.Clone())]);
        }

        Compare(rule, options, expected, oracle, differences);
    }

    private static void Compare<TRule>(
        TRule rule,
        Func<OracleParameter, OracleOptimizer> optimizer,
        TrainerOptions options,
        Func<double[][], double[][]>? clip = null)
        where TRule : struct, IUpdateRule<TRule>
    {
        OracleNetwork oracle = CreateOracle();
        OracleOptimizer[] optimizers = [.. oracle.Parameters.Select(optimizer)];
        var expected = new List<double[][]>();
        for (int step = 0; step < Steps; step++)
        {
            OracleGradients found = Gradients(oracle, step);
            double[][] gradients = [.. oracle.Parameters.Select(parameter => found[parameter])];
            gradients = clip is null ? gradients : clip(gradients);
            for (int i = 0; i < optimizers.Length; i++)
            {
                int index = i;
                optimizers[i].Step([oracle.Parameters[i]], _ => gradients[index]);
            }

            expected.Add([.. oracle.Parameters.Select(static parameter => (double[])parameter.Values.Clone())]);
        }

        Compare(rule, options, expected, oracle, new Differences());
    }

    private static void Compare<TRule>(
        TRule rule, TrainerOptions? options, List<double[][]> expected, OracleNetwork oracle, Differences differences)
        where TRule : struct, IUpdateRule<TRule>
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            RuleNetwork network = Create(width);
            using var trainer = network.CreateTrainer(rule, options ?? new TrainerOptions { Seed = Seed });
            for (int step = 0; step < Steps; step++)
            {
                Batch batch = CreateBatch(step);
                trainer.Step(batch.Inputs, batch.Targets<int>());
                if (step is 0 or Steps - 1)
                {
                    for (int i = 0; i < oracle.Parameters.Count; i++)
                    {
                        string name = oracle.Parameters[i].Name;
                        differences.Add(width, $"step {step + 1} {name}", network.Parameters[name].ToArray(), expected[step][i]);
                    }
                }
            }
        }

        differences.Require();
    }

    private static OracleGradients Gradients(OracleNetwork oracle, int step)
    {
        Batch batch = CreateBatch(step);
        return oracle.Step(
            batch.InputMatrix, batch.OracleTargets, OracleMode.Training, oracle.PhiloxMasks(Seed, (ulong)step)).Gradients;
    }

    private static Batch CreateBatch(int step) => new(CreateOracle(), rows: 19, seed: 31 + step);

    private static OracleNetwork CreateOracle()
    {
        OracleNetwork oracle = s_case.CreateOracle();
        oracle.RandomizeAsFloats(3);
        return oracle;
    }

    private static RuleNetwork Create(VectorWidth width)
    {
        var network = new RuleNetwork(seed: 0) { VectorWidth = width };
        CreateOracle().CopyTo(network.Parameters);
        return network;
    }

    /// <summary>What a user would write first: gradient descent with momentum, one value at a time.</summary>
    private struct OwnMomentum : IUpdateRule<OwnMomentum>
    {
        public readonly int StateCount => 1;

        public float LearningRate { get; set; }

        public readonly OwnMomentum Prepare(long step, ParameterGroup group) =>
            new() { LearningRate = LearningRate * group.LearningRateFactor };

        public static void Update(
            in OwnMomentum rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient)
        {
            ref float velocity = ref Unsafe.Add(ref state, offset);
            velocity = float.MultiplyAddEstimate(0.9f, velocity, gradient);
            parameter = float.MultiplyAddEstimate(-rule.LearningRate, velocity, parameter);
        }
    }
}
