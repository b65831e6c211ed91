using DropoutGen.Samples.Digits.Data;

namespace DropoutGen.Samples.Digits.Training;

/// <summary>Two trainings that differ in nothing but dropout: same digits, order, weights' seed, epochs.</summary>
internal sealed class Comparison
{
    public Comparison(DigitSet training, DigitSet test, TrainingPlan plan)
    {
        Training = training;
        Test = test;
        Plan = plan;
        string digits = $"{training.Count:N0} digits";
        PlainProgress = new TrainingProgress($"{digits}, without dropout", plan.Epochs, training.Count);
        DropoutProgress = new TrainingProgress($"{digits}, with dropout", plan.Epochs, training.Count);
    }

    public DigitSet Training { get; }

    public DigitSet Test { get; }

    public TrainingPlan Plan { get; }

    public TrainingProgress PlainProgress { get; }

    public TrainingProgress DropoutProgress { get; }

    public IReadOnlyList<TrainingProgress> Progress => [PlainProgress, DropoutProgress];

    /// <summary>Runs both trainings at once, a thread each.</summary>
    public TrainedPair Run()
    {
        Task<PlainDigits> plain = Task.Run(() => DigitTraining.Run<PlainDigits>(Training, Test, Plan, PlainProgress));
        DropoutDigits dropout = DigitTraining.Run<DropoutDigits>(Training, Test, Plan, DropoutProgress);
        return new TrainedPair(this, plain.GetAwaiter().GetResult(), dropout);
    }
}
