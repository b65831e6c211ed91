using DropoutGen.Samples.Digits.Training;

namespace DropoutGen.Samples.Digits.Reporting;

/// <summary>Shows trainings until they are done.</summary>
internal interface ITrainingView
{
    /// <summary>Returns when the work has ended; throws what it threw.</summary>
    void Watch(IReadOnlyList<TrainingProgress> trainings, Task work);
}
