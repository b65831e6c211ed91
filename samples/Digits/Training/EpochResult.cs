namespace DropoutGen.Samples.Digits.Training;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Loss">Mean loss over the epoch's steps, through the masks if there are any.</param>
/// <param name="TrainingAccuracy">Accuracy on the training digits after the epoch, without masks.</param>
/// <param name="TestAccuracy">Accuracy on the test digits after the epoch, without masks.</param>
internal readonly record struct EpochResult(int Epoch, double Loss, double TrainingAccuracy, double TestAccuracy);
