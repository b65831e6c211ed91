using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Every optimizer of the library, in the variants that differ in code.</summary>
internal static class RuleTable
{
    public static IReadOnlyList<RuleEntry> All { get; } =
    [
        new RuleEntry<Sgd>(
            "Sgd",
            static size => new Sgd(size.LearningRate),
            static size => new OracleSgd { LearningRate = size.LearningRate }),
        new RuleEntry<Sgd>(
            "Sgd with momentum and weight decay",
            static size => new Sgd(size.LearningRate, momentum: 0.9f, weightDecay: 0.01f),
            static size => new OracleSgd { LearningRate = size.LearningRate, Momentum = 0.9f, WeightDecay = 0.01f, DecayOnlyWeights = true }),
        new RuleEntry<Sgd>(
            "Sgd with Nesterov momentum",
            static size => new Sgd(size.LearningRate, momentum: 0.8f, nesterov: true),
            static size => new OracleSgd { LearningRate = size.LearningRate, Momentum = 0.8f, Nesterov = true }),
        new RuleEntry<Adam>(
            "Adam with weight decay",
            static size => new Adam(StepSize.Normalized, epsilon: size.Gradient, weightDecay: 0.01f),
            static size => new OracleAdam
            {
                LearningRate = StepSize.Normalized, Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = size.Gradient, WeightDecay = 0.01f, DecayOnlyWeights = true,
            }),
        new RuleEntry<AdamW>(
            "AdamW",
            static size => new AdamW(StepSize.Normalized, beta1: 0.75f, beta2: 0.5f, epsilon: size.Gradient, weightDecay: 0.1f),
            static size => new OracleAdamW
            {
                LearningRate = StepSize.Normalized, Beta1 = 0.75f, Beta2 = 0.5f, Epsilon = size.Gradient, WeightDecay = 0.1f, DecayOnlyWeights = true,
            }),
        new RuleEntry<RmsProp>(
            "RmsProp",
            static size => new RmsProp(StepSize.Normalized, decay: 0.75f, epsilon: size.Gradient, weightDecay: 0.01f),
            static size => new OracleRmsProp
            {
                LearningRate = StepSize.Normalized, Decay = 0.75f, Epsilon = size.Gradient, WeightDecay = 0.01f, DecayOnlyWeights = true,
            }),
        new RuleEntry<RmsProp>(
            "RmsProp with momentum",
            static size => new RmsProp(StepSize.Normalized, epsilon: size.Gradient, momentum: 0.8f),
            static size => new OracleRmsProp { LearningRate = StepSize.Normalized, Decay = 0.99f, Epsilon = size.Gradient, Momentum = 0.8f }),
    ];
}

/// <summary>The table is whole.</summary>
public sealed class RuleTableTests
{
    [Fact]
    public void Every_rule_of_the_library_has_an_entry() => Assert.Equal(
        typeof(Sgd).Assembly.GetExportedTypes()
            .Where(static type => type is { IsValueType: true, IsGenericType: false, Namespace: nameof(DropoutGen) } && type.GetInterfaces().Any(static implemented =>
                implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IUpdateRule<>)))
            .Select(static type => type.FullName)
            .Order(StringComparer.Ordinal),
        RuleTable.All.Select(static entry => entry.Type.FullName).Distinct().Order(StringComparer.Ordinal));
}
