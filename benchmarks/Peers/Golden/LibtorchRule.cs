using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Golden;

/// <summary>TorchSharp's optimizer for a rule of ours, with the rule's settings.</summary>
internal static class LibtorchRule
{
    /// <param name="rule">The rule.</param>
    /// <param name="decaying">Parameters that its weight decay reaches.</param>
    /// <param name="others">The other parameters.</param>
    public static optim.Optimizer Create<TRule>(TRule rule, Parameter[] decaying, Parameter[] others)
        where TRule : struct, IUpdateRule<TRule>
    {
        double rate = rule.LearningRate;
        var settings = TRule.Settings(rule).ToDictionary(static setting => setting.Name, static setting => (double)setting.Value);
        double decay = settings["weightDecay"];
        double Setting(string name) => settings[name];
        bool Flag(string name) => settings[name] != 0;
        return rule switch
        {
            Sgd => optim.SGD(Groups(SgdGroup), rate),
            Adam => optim.Adam(Groups(AdamGroup), rate),
            AdamW => optim.AdamW(Groups(AdamWGroup), rate),
            RmsProp => optim.RMSProp(Groups(RmsPropGroup), rate),
            _ => throw new NotSupportedException($"No optimizer for {typeof(TRule).Name}."),
        };

        IEnumerable<TGroup> Groups<TGroup>(Func<Parameter[], double, TGroup> make) =>
            new[] { (Parameters: decaying, Decay: decay), (others, 0) }
                .Where(static group => group.Parameters.Length > 0)
                .Select(group => make(group.Parameters, group.Decay));

        SGD.ParamGroup SgdGroup(Parameter[] parameters, double weightDecay) =>
            new(parameters, rate, Setting("momentum"), 0, weightDecay, Flag("nesterov"));

        TorchSharp.Modules.Adam.ParamGroup AdamGroup(Parameter[] parameters, double weightDecay) =>
            new(parameters, rate, Setting("beta1"), Setting("beta2"), Setting("epsilon"), weightDecay);

        TorchSharp.Modules.AdamW.ParamGroup AdamWGroup(Parameter[] parameters, double weightDecay) =>
            new(parameters, rate, Setting("beta1"), Setting("beta2"), Setting("epsilon"), weightDecay);

        RMSProp.ParamGroup RmsPropGroup(Parameter[] parameters, double weightDecay) => new(
            parameters, rate, Setting("epsilon"), Setting("decay"), weightDecay, Setting("momentum"), Flag("centered"));
    }
}
