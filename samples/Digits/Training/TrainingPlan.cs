namespace DropoutGen.Samples.Digits.Training;

/// <summary>How long and with what seed a network trains. The rest is the same for all trainings.</summary>
/// <param name="Epochs">Times that all training digits are seen.</param>
/// <param name="Seed">Seed of weights, order and masks.</param>
/// <param name="EvaluatedDigits">Training digits, from the first, that accuracy is taken of after each epoch; all if there are fewer.</param>
internal sealed record TrainingPlan(int Epochs, ulong Seed, int EvaluatedDigits = int.MaxValue)
{
    public const int BatchSize = 128;
}
