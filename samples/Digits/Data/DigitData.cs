namespace DropoutGen.Samples.Digits.Data;

/// <summary>What the sample trains and tests on, and where it comes from.</summary>
internal sealed record DigitData(DigitSet Training, DigitSet Test, string Source);
