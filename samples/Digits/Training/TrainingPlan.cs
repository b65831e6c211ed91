namespace DropoutGen.Samples.Digits.Training;

/// <summary>How long and with what seed a network trains. The rest is the same for all trainings.</summary>
internal sealed record TrainingPlan(int Epochs, ulong Seed)
{
    public const int BatchSize = 128;
}
