using System.Globalization;

namespace DropoutGen.Theory;

/// <summary>A measured value with its standard error and the confidence interval that normality gives it.</summary>
public readonly record struct Estimate
{
    /// <summary>Makes an estimate.</summary>
    /// <param name="value">The measured value.</param>
    /// <param name="standardError">Its standard deviation over repetitions of the measurement; 0 or above.</param>
    /// <param name="confidence">Probability with which the interval is to contain the exact value, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1, or the error is negative.</exception>
    public Estimate(double value, double standardError, double confidence)
    {
        TheoryArgument.RequireConfidence(confidence);
        ArgumentOutOfRangeException.ThrowIfNegative(standardError);
        Value = value;
        StandardError = standardError;
        Confidence = confidence;
    }

    /// <summary>The measured value.</summary>
    public double Value { get; }

    /// <summary>Standard deviation of the measured value.</summary>
    public double StandardError { get; }

    /// <summary>Probability with which the interval contains the exact value.</summary>
    public double Confidence { get; }

    /// <summary>Lower end of the interval.</summary>
    public double Lower => Value - Margin;

    /// <summary>Upper end of the interval.</summary>
    public double Upper => Value + Margin;

    private double Margin => StandardError == 0 ? 0 : StandardError * NormalQuantile.TwoSided(Confidence);

    /// <summary>Whether a value lies in the interval.</summary>
    /// <param name="exact">The value.</param>
    public bool Contains(double exact) => exact >= Lower && exact <= Upper;

    /// <summary>Value and interval, for example <c>0.251 [0.248, 0.254]</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value:G4} [{Lower:G4}, {Upper:G4}]");
}
