namespace DropoutGen.Samples.Digits.Training;

/// <summary>A training at one moment.</summary>
/// <param name="Done">Part of the training that is done, 0 to 1.</param>
/// <param name="EpochsDone">Number of finished epochs.</param>
/// <param name="Last">The last finished epoch, if there is one.</param>
/// <param name="SamplesPerSecond">Samples a second inside the training step, without the accuracies in between.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Left">Time left, once it can be told.</param>
internal readonly record struct ProgressSnapshot(
    double Done, int EpochsDone, EpochResult? Last, double SamplesPerSecond, TimeSpan Elapsed, TimeSpan? Left);
