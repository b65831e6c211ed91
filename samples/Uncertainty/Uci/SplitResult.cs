namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>What a split came to.</summary>
/// <param name="Split">Number of the split.</param>
/// <param name="Rate">Dropout rate that the validation rows chose.</param>
/// <param name="Precision">Precision of the noise that they chose, in 1 / unit of the target squared.</param>
/// <param name="Error">Root mean squared error of the Monte-Carlo mean on the test rows, in the target's unit.</param>
/// <param name="Likelihood">Mean log predictive density of the test rows, in nats.</param>
/// <param name="Seconds">Time that its trainings and predictions took.</param>
internal sealed record SplitResult(
    int Split, double Rate, double Precision, double Error, double Likelihood, double Seconds);
