using System.Runtime.Intrinsics;

namespace DropoutGen.Runtime.Tests.Optimizers;

/// <summary>Averages whose gradients have ended come to rest at 0, not at a subnormal number.</summary>
public sealed class SubnormalStateTests
{
    private const int Lanes = 16;
    private const int Steps = 20_000;

    [Fact]
    public void Sgd() => Check(new Sgd(0.1f, momentum: 0.9f));

    [Fact]
    public void Sgd_Nesterov() => Check(new Sgd(0.1f, momentum: 0.9f, nesterov: true));

    [Fact]
    public void Adam() => Check(new Adam(beta2: 0.99f));

    [Fact]
    public void AdamW() => Check(new AdamW(beta2: 0.99f));

    [Fact]
    public void RmsProp() => Check(new RmsProp(momentum: 0.9f, centered: true));

    private static void Check<TRule>(TRule rule)
        where TRule : struct, IUpdateRule<TRule>
    {
        TRule prepared = rule.Prepare(1, new ParameterGroup(1f, 0f));
        Check(prepared, static (rule, parameter, state, i, gradient) =>
            TRule.Update(in rule, ref parameter[i], ref state[0], (nuint)i, Lanes, gradient), 1);
        Check(prepared, static (rule, parameter, state, i, gradient) =>
            TRule.Update(in rule, ref parameter[i], ref state[0], (nuint)i, Lanes, Vector128.Create(gradient)), 4);
        Check(prepared, static (rule, parameter, state, i, gradient) =>
            TRule.Update(in rule, ref parameter[i], ref state[0], (nuint)i, Lanes, Vector256.Create(gradient)), 8);
        Check(prepared, static (rule, parameter, state, i, gradient) =>
            TRule.Update(in rule, ref parameter[i], ref state[0], (nuint)i, Lanes, Vector512.Create(gradient)), 16);
    }

    private static void Check<TRule>(TRule rule, Action<TRule, float[], float[], int, float> update, int lanes)
        where TRule : struct, IUpdateRule<TRule>
    {
        var parameter = new float[Lanes];
        var state = new float[Lanes * rule.StateCount];
        Step(0.5f);
        Assert.All(state, static value => Assert.True(float.IsNormal(value)));
        for (int step = 0; step < Steps; step++)
        {
            Step(0f);
        }

        Assert.All(state, static value => Assert.Equal(0f, value));

        void Step(float gradient)
        {
            for (int i = 0; i < Lanes; i += lanes)
            {
                update(rule, parameter, state, i, gradient);
            }
        }
    }
}
