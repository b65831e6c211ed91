namespace DropoutGen;

/// <summary>One dropout of a network: its declaration and its present rate. The rate may change between steps.</summary>
public sealed class DropoutState
{
    private double _rate;

    internal DropoutState(DropoutDefinition definition)
    {
        Definition = definition;
        Layout = new MaskLayout(definition.Units);
        Rate = definition.Rate;
    }

    /// <summary>The dropout as declared.</summary>
    public DropoutDefinition Definition { get; }

    /// <summary>Probability to drop a unit, 0 or above and below 1. Saved with the network.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double Rate
    {
        get => _rate;
        set
        {
            Keep = new KeepProbability(value);
            _rate = value;
            TrainingScale = Definition.Scaling == DropoutScaling.Inverted ? (float)(1 / Keep.Effective) : 1f;
            InferenceScale = Definition.Scaling == DropoutScaling.Classic ? (float)Keep.Effective : 1f;
        }
    }

    /// <summary>
    /// The keep probability that masks are drawn with and that values are scaled by: 1 - <see cref="Rate"/> rounded to
    /// a multiple of 1/65,536, and never to 0 or 1 for a rate above 0.
    /// </summary>
    public double EffectiveKeepProbability => Keep.Effective;

    internal KeepProbability Keep { get; private set; }

    internal MaskLayout Layout { get; }

    /// <summary>What kept values are multiplied by in training.</summary>
    internal float TrainingScale { get; private set; }

    /// <summary>What values are multiplied by at inference.</summary>
    internal float InferenceScale { get; private set; }
}
