using System.Globalization;

namespace DropoutGen;

/// <summary>What a trainer and a checkpoint of it have in common, for training to go on as it would have.</summary>
/// <remarks>
/// Not here: what does not reach the result (threads, the most rows of a step), the learning rate and the dropout rates,
/// which are restored, and the vector width, so that a checkpoint can move to another machine.
/// </remarks>
internal static class TrainerIdentity
{
    // Schedules are functions: they are told apart by what they gave so far.
    private const int StepsOfSchedule = 8;

    public static CheckpointFacts Of<TRule>(
        NetworkDefinition network, Loss loss, TrainerOptions options, in TRule rule, ParameterGroup[] groups, long step)
        where TRule : struct, IUpdateRule<TRule>
    {
        var facts = new CheckpointFacts();
        facts.Add(CompilerServices.NetworkFile.NetworkKey, "the network", network.Name);
        facts.Add("trainer.loss", "the loss", loss.Description);
        AddLayers(facts, network);
        facts.Add("trainer.seed", "Seed", options.Seed);
        facts.Add("trainer.maskScope", "MaskScope", options.MaskScope.ToString());
        facts.Add("trainer.clipValue", "ClipValue", options.ClipValue);
        facts.Add("trainer.clipNorm", "ClipNorm", options.ClipNorm);
        AddRule(facts, in rule);
        for (int i = 0; i < groups.Length; i++)
        {
            string name = network.Parameters[i].Name;
            facts.Add($"trainer.group.{name}", $"the group of {name}", Text($"learning rate x {groups[i].LearningRateFactor}, weight decay x {groups[i].WeightDecayFactor}"));
        }

        foreach (DropoutDefinition dropout in network.Dropouts)
        {
            AddSchedule(facts, dropout.Name, options.RateSchedules(dropout), step);
        }

        return facts;
    }

    private static void AddLayers(CheckpointFacts facts, NetworkDefinition network)
    {
        foreach ((int number, LayerDefinition layer) in network.Layers.Index())
        {
            string arguments = string.Concat(layer.Arguments.Select(static argument => Text($", {argument.Name} {argument.Value}")));
            string parameters = string.Concat(layer.Parameters.Select(static parameter => $", {parameter}"));
            facts.Add(Text($"trainer.layer{number}"), Text($"layer {number}"), Text($"{layer.Kind} [{layer.Inputs}] -> [{layer.Units}]{arguments}{parameters}"));
        }

        facts.Add("trainer.layers", "the number of layers", network.Layers.Length);
        facts.Add("trainer.dropouts", "the dropouts", network.Dropouts.IsEmpty ? "none" : string.Join(", ", network.Dropouts.Select(Describe)));
        foreach (BatchNormDefinition normalization in network.BatchNorms)
        {
            facts.Add($"trainer.batchNorm.{normalization.Name}", normalization.Name, Text($"momentum {normalization.Momentum}, epsilon {normalization.Epsilon}"));
        }

        foreach (ParameterDefinition weight in network.Parameters.Where(static parameter => parameter.Kind == ParameterKind.Weight))
        {
            facts.Add($"trainer.maxNorm.{weight.Name}", $"the MaxNorm of {weight.Name}", double.IsFinite(weight.MaxNorm) ? weight.MaxNorm : null);
        }
    }

    private static string Describe(DropoutDefinition dropout)
    {
        string balanced = dropout.Balanced ? " balanced" : "";
        string features = string.Concat(dropout.Features.Select(static feature => $" {feature.Name} ({string.Join(' ', feature.Columns)})"));
        string penalty = dropout.Penalty switch
        {
            null => "",
            { Logit: < 0 } => " marginalized",
            { } learned => Text($" regularized {learned.WeightRegularizer} {learned.DropoutRegularizer}"),
        };
        return Text($"{dropout.Name} {dropout.Kind} {dropout.Scaling} {dropout.MaskedUnits} x {dropout.RowsPerMask}{balanced}{features}{penalty}");
    }

    private static void AddRule<TRule>(CheckpointFacts facts, in TRule rule)
        where TRule : struct, IUpdateRule<TRule>
    {
        facts.Add("trainer.optimizer", "the optimizer", typeof(TRule).Name);
        facts.Add("trainer.optimizer.stateCount", $"the StateCount of {typeof(TRule).Name}", rule.StateCount);
        foreach ((string name, float value) in TRule.Settings(in rule))
        {
            facts.Add($"trainer.optimizer.{name}", $"the {name} of {typeof(TRule).Name}", value);
        }
    }

    private static void AddSchedule(CheckpointFacts facts, string dropout, RateSchedule? schedule, long step)
    {
        facts.Add($"trainer.schedule.{dropout}", Text($"the rate schedule of {dropout} at step {step}"), Rate(schedule, step));
        for (int i = 0; i < StepsOfSchedule && schedule is not null; i++)
        {
            long past = (long)((double)step * i / StepsOfSchedule);
            facts.Add(Text($"trainer.schedule.{dropout}.{i}"), Text($"the rate schedule of {dropout} at step {past}"), Rate(schedule, past));
        }
    }

    // In single precision: the last bits of an exponential are not the same on every machine.
    private static float? Rate(RateSchedule? schedule, long step) => (float?)schedule?.RateAt(step);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
