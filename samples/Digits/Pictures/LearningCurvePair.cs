using DropoutGen.Samples.Digits.Metrics;
using DropoutGen.Samples.Digits.Training;

namespace DropoutGen.Samples.Digits.Pictures;

/// <summary>What a column of the learning curves shows: two trainings.</summary>
internal sealed record LearningCurvePair(string Title, NamedHistory Plain, NamedHistory Dropout)
{
    public static LearningCurvePair Of(PairResult result) =>
        new(
            $"{result.Comparison.Training.Count:N0} training digits",
            new NamedHistory(result.Plain.Name, result.Comparison.PlainProgress.History()),
            new NamedHistory(result.Dropout.Name, result.Comparison.DropoutProgress.History()));
}

/// <summary>The epochs of a training.</summary>
internal sealed record NamedHistory(string Name, EpochResult[] Results)
{
    public static NamedHistory Of(TrainingProgress progress) => new(progress.Name, progress.History());
}
