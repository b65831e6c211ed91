using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>An optimizer, and the oracle's.</summary>
/// <param name="Name">What a report calls it.</param>
/// <param name="Type">The rule's type.</param>
/// <param name="CreateOracle">The oracle's optimizer, for steps of a size.</param>
internal abstract record RuleEntry(string Name, Type Type, Func<StepSize, OracleOptimizer> CreateOracle)
{
    /// <summary>Trains a network through the data.</summary>
    public abstract Tensors<float> Train<TNetwork, TTarget>(TNetwork network, TrialData data)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged;
}

/// <summary>The same with the rule's type.</summary>
internal sealed record RuleEntry<TRule>(string Name, Func<StepSize, TRule> Create, Func<StepSize, OracleOptimizer> CreateOracle)
    : RuleEntry(Name, typeof(TRule), CreateOracle)
    where TRule : struct, IUpdateRule<TRule>
{
    public override Tensors<float> Train<TNetwork, TTarget>(TNetwork network, TrialData data) =>
        StepPart.Actual<TNetwork, TTarget, TRule>(network, Create(data.StepSize), data);
}

/// <summary>How far a step goes.</summary>
/// <param name="LearningRate">By which the largest gradient moves its parameter by a part of its size.</param>
/// <param name="Gradient">The largest gradient.</param>
/// <remarks>
/// Rules that divide by the gradient's size take it as their epsilon: what they do with the smallest gradients, which are
/// mere rounding, would otherwise weigh as much as the rest.
/// </remarks>
internal sealed record StepSize(float LearningRate, float Gradient)
{
    /// <summary>For rules whose step does not grow with the gradient.</summary>
    public const float Normalized = 0.05f;

    public static StepSize For(double largestGradient) => new(
        (float)Math.Min(0.1 / Math.Max(largestGradient, 1e-30), 10), (float)Math.Max(largestGradient, 1e-8));
}
