namespace DropoutGen.Samples.Digits.Training;

/// <summary>The networks that a comparison came to.</summary>
internal sealed record TrainedPair(Comparison Comparison, PlainDigits Plain, DropoutDigits Dropout);
