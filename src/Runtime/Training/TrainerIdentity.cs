using System.Globalization;

namespace DropoutGen;

/// <summary>
/// What must be the same where a checkpoint is made and where it is restored, for training to go on as it would have: each
/// with its place in the metadata, its name for a message, and its value.
/// </summary>
/// <remarks>
/// Not here: what does not reach the result (threads, the most rows of a batch), the learning rate and the dropout rates,
/// which are restored, and the vector width, so that a checkpoint can move to another machine.
/// </remarks>
internal sealed class TrainerIdentity
{
    private readonly List<(string Key, string Label, string Value)> _facts = [];

    public TrainerIdentity(NetworkDefinition network, Loss loss, TrainerOptions options)
    {
        Add(CompilerServices.NetworkFile.NetworkKey, "the network", network.Name);
        Add("trainer.loss", "the loss", loss.Name);
        Add("trainer.dropouts", "the dropouts", Describe(network));
        Add("trainer.seed", "Seed", options.Seed);
        Add("trainer.maskScope", "MaskScope", options.MaskScope.ToString());
        Add("trainer.clipValue", "ClipValue", options.ClipValue);
        Add("trainer.clipNorm", "ClipNorm", options.ClipNorm);
    }

    /// <summary>Adds an optimizer and its settings.</summary>
    public void Add<TRule>(in TRule rule)
        where TRule : struct, IUpdateRule<TRule>
    {
        Add("trainer.optimizer", "the optimizer", typeof(TRule).Name);
        Add("trainer.optimizer.stateCount", $"the StateCount of {typeof(TRule).Name}", rule.StateCount);
        foreach ((string name, float value) in TRule.Settings(in rule))
        {
            Add($"trainer.optimizer.{name}", $"the {name} of {typeof(TRule).Name}", value);
        }
    }

    /// <summary>Adds how a parameter is treated.</summary>
    public void Add(string parameter, ParameterGroup group) => Add(
        $"trainer.group.{parameter}",
        $"the group of {parameter}",
        string.Create(CultureInfo.InvariantCulture, $"learning rate x {group.LearningRateFactor}, weight decay x {group.WeightDecayFactor}"));

    /// <summary>Adds the schedule of a dropout's rate, by what it gives for a step.</summary>
    public void Add(string dropout, RateSchedule? schedule, long step) => Add(
        string.Create(CultureInfo.InvariantCulture, $"trainer.schedule.{dropout}"),
        string.Create(CultureInfo.InvariantCulture, $"the rate schedule of {dropout} at step {step}"),
        schedule?.RateAt(step));

    public void AddTo(SafetensorsContent content)
    {
        foreach ((string key, _, string value) in _facts)
        {
            content.Add(key, value);
        }
    }

    /// <summary>Refuses the checkpoint of another trainer.</summary>
    /// <exception cref="CheckpointMismatchException">Something differs; the message states both.</exception>
    public void Require(SafetensorsFile file)
    {
        foreach ((string key, string label, string value) in _facts)
        {
            string made = file.Metadata.TryGetValue(key, out string? text) ? text : "not stated";
            if (made != value)
            {
                throw new CheckpointMismatchException(
                    $"In the checkpoint {label} is {SafetensorsHeader.Quote(made)}, in the trainer '{value}'.");
            }
        }
    }

    private static string Describe(NetworkDefinition network) => network.Dropouts.IsEmpty
        ? "none"
        : string.Join(", ", network.Dropouts.Select(static dropout => string.Create(
            CultureInfo.InvariantCulture, $"{dropout.Name} {dropout.Kind} {dropout.Scaling} {dropout.MaskedUnits} x {dropout.RowsPerMask}{(dropout.Balanced ? " balanced" : "")}")));

    private void Add(string key, string label, IFormattable? value) =>
        Add(key, label, value is null ? "none" : value.ToString(null, CultureInfo.InvariantCulture));

    private void Add(string key, string label, string value) => _facts.Add((key, label, value));
}
