using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen;

/// <summary>
/// An optimizer: how a gradient changes a parameter. The weight-gradient kernel is compiled for the struct that
/// implements this, so the rule runs on gradients that are still in registers.
/// </summary>
/// <remarks>
/// Only the scalar <c>Update</c> has to be written; the vector forms fall back to it, and are worth overriding for speed.
/// State <c>k</c> of a parameter stands at <c>state[offset + k * stride]</c> and starts at zero.
/// </remarks>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
public interface IUpdateRule<TSelf>
    where TSelf : struct, IUpdateRule<TSelf>
{
    /// <summary>Number of values that the rule keeps for each parameter.</summary>
    int StateCount { get; }

    /// <summary>Step size; can be changed between steps.</summary>
    float LearningRate { get; set; }

    /// <summary>Returns the rule with what it needs for one step of one parameter group worked out.</summary>
    /// <param name="step">Number of this update, from 1.</param>
    /// <param name="group">Factors for this parameter's learning rate and weight decay.</param>
    TSelf Prepare(long step, ParameterGroup group);

    /// <summary>
    /// Whether updating by two gradients one after the other is updating by their sum, as for w -= learningRate * g. A
    /// large batch is then taken in parts that stay in the cache.
    /// </summary>
    /// <param name="rule">The prepared rule.</param>
    static virtual bool AcceptsPartialGradients(in TSelf rule) => false;

    /// <summary>
    /// Whether updating by a gradient of zero changes nothing, as for w -= learningRate * g. The weights of inputs that are
    /// zero, for example because they were dropped, are then left out of a step on one row.
    /// </summary>
    /// <param name="rule">The prepared rule.</param>
    static virtual bool IgnoresZeroGradients(in TSelf rule) => false;

    /// <summary>Whether what <see cref="Prepare"/> returns depends on the step's number; if not, it is called again only after a change.</summary>
    /// <param name="rule">The rule.</param>
    static virtual bool DependsOnStep(in TSelf rule) => true;

    /// <summary>
    /// The settings besides the learning rate, by name. A checkpoint states them, and is refused by a trainer whose rule has
    /// others: training would not go on as it was.
    /// </summary>
    /// <param name="rule">The rule.</param>
    static virtual IReadOnlyList<(string Name, float Value)> Settings(in TSelf rule) => [];

    /// <summary>Updates one parameter.</summary>
    /// <param name="rule">The prepared rule.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="state">Start of the state.</param>
    /// <param name="offset">Where this parameter's first state stands.</param>
    /// <param name="stride">Distance to the next state of the same parameter.</param>
    /// <param name="gradient">Gradient of the loss.</param>
    static abstract void Update(
        in TSelf rule, ref float parameter, ref float state, nuint offset, nuint stride, float gradient);

    /// <summary>Updates four consecutive parameters.</summary>
    static virtual void Update(
        in TSelf rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector128<float> gradient)
    {
        for (int i = 0; i < Vector128<float>.Count; i++)
        {
            TSelf.Update(in rule, ref Unsafe.Add(ref parameter, i), ref state, offset + (nuint)i, stride, gradient[i]);
        }
    }

    /// <summary>Updates eight consecutive parameters.</summary>
    static virtual void Update(
        in TSelf rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector256<float> gradient)
    {
        TSelf.Update(in rule, ref parameter, ref state, offset, stride, gradient.GetLower());
        TSelf.Update(in rule, ref Unsafe.Add(ref parameter, 4), ref state, offset + 4, stride, gradient.GetUpper());
    }

    /// <summary>Updates sixteen consecutive parameters.</summary>
    static virtual void Update(
        in TSelf rule, ref float parameter, ref float state, nuint offset, nuint stride, Vector512<float> gradient)
    {
        TSelf.Update(in rule, ref parameter, ref state, offset, stride, gradient.GetLower());
        TSelf.Update(in rule, ref Unsafe.Add(ref parameter, 8), ref state, offset + 8, stride, gradient.GetUpper());
    }
}
