namespace DropoutGen;

/// <summary>One dropout of a network: its declaration and its present rate. The rate may change between steps.</summary>
public sealed class DropoutState
{
    // What Selu gives for minus infinity: its scale times its alpha.
    private const double SeluSaturation = -1.7580993408473766;

    private readonly ParameterView? _logit;
    private double _rate;

    /// <param name="definition">The dropout as declared.</param>
    /// <param name="logit">The logit of its rate, if that is learned.</param>
    internal DropoutState(DropoutDefinition definition, ParameterView? logit)
    {
        Definition = definition;
        _logit = logit;
        Layout = new MaskLayout(definition.MaskedUnits);
        Rate = definition.Rate;
    }

    /// <summary>The dropout as declared.</summary>
    public DropoutDefinition Definition { get; }

    /// <summary>
    /// Probability to drop a unit, or a residual branch, 0 or above and below 1; of Gaussian dropout the rate whose variance its factors have. Saved
    /// with the network. Of concrete dropout it is what its logit, a parameter, says at the moment; setting it sets the logit, and a
    /// rate of 0 is learned no more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is outside [0, 1), or neither 0.5 nor 0 for a dropout that is <see cref="DropoutDefinition.Balanced"/>.
    /// </exception>
    public double Rate
    {
        get => _logit is null ? _rate : Math.Min(1 / (1 + Math.Exp(-_logit[0])), Math.BitDecrement(1.0));
        set
        {
            if (_logit is not null)
            {
                _ = new KeepProbability(value);
                _logit[0] = (float)Math.Log(value / (1 - value));
                return;
            }

            if (Definition.Balanced && !Accepts(value))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value),
                    value,
                    $"'{Definition.Name}' is balanced, keeping 8 of each 16 units: its rate can be 0.5, or 0 to drop nothing.");
            }

            Keep = new KeepProbability(value);
            _rate = value;
            TrainingScale =
                Definition.Kind == DropoutKind.Alpha ? (float)AlphaScale
                : Definition.Scaling == DropoutScaling.Inverted ? (float)(1 / Keep.Effective)
                : 1f;
            InferenceScale = Definition.Scaling == DropoutScaling.Classic ? (float)Keep.Effective : 1f;
        }
    }

    /// <summary>
    /// The keep probability that masks are drawn with and that values are scaled by: 1 - <see cref="Rate"/> rounded to
    /// a multiple of 1/65,536, and never to 0 or 1 for a rate above 0. Gaussian dropout, which keeps or drops nothing, has
    /// 1 - <see cref="Rate"/> itself, and so has concrete dropout.
    /// </summary>
    public double EffectiveKeepProbability => Definition.Kind is DropoutKind.Gaussian or DropoutKind.Concrete ? 1 - Rate : Keep.Effective;

    /// <summary>Whether a value can be the rate.</summary>
    internal bool Accepts(double rate) => Definition.Balanced ? rate is 0.5 or 0 : rate is >= 0 and < 1;

    /// <summary>Logit of a learned rate.</summary>
    internal float Logit => _logit![0];

    internal KeepProbability Keep { get; private set; }

    internal MaskLayout Layout { get; }

    /// <summary>What kept values are multiplied by in training.</summary>
    internal float TrainingScale { get; private set; }

    /// <summary>What values are multiplied by at inference.</summary>
    internal float InferenceScale { get; private set; }

    /// <summary>What alpha dropout adds to a kept value.</summary>
    internal float TrainingShift => (float)(-AlphaScale * SeluSaturation * (1 - Keep.Effective));

    /// <summary>What alpha dropout makes of a dropped value.</summary>
    internal float DroppedValue => (float)(AlphaScale * SeluSaturation * Keep.Effective);

    /// <summary>Standard deviation of Gaussian dropout's factors.</summary>
    internal double NoiseDeviation => Math.Sqrt(_rate / (1 - _rate));

    // With values of variance 1 and mean 0, kept or set to the saturation, the variance is q + saturation^2 q (1 - q).
    private double AlphaScale =>
        1 / Math.Sqrt(Keep.Effective * (1 + (SeluSaturation * SeluSaturation * (1 - Keep.Effective))));
}
