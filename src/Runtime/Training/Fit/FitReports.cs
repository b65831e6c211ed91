namespace DropoutGen;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">Mean loss over its rows, through the dropout masks.</param>
/// <param name="Validation">How the network did behind it on the validation rows, if there are any.</param>
/// <param name="Score">What is compared between epochs; lower is better.</param>
/// <param name="IsBest">Whether the score was the best so far.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
public sealed record FitEpoch(
    int Epoch, double TrainingLoss, Evaluation? Validation, double Score, bool IsBest, float LearningRate);

/// <summary>How far a training has come.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The most epochs.</param>
/// <param name="Rows">Rows of this epoch so far.</param>
/// <param name="RowsPerEpoch">Rows of an epoch, if it is known.</param>
/// <param name="TrainingLoss">Mean loss over these rows.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Completed">The epoch's outcome, behind its end; <see langword="null"/> within it.</param>
public sealed record FitProgress(
    int Epoch, int Epochs, long Rows, long? RowsPerEpoch, double TrainingLoss, TimeSpan Elapsed, FitEpoch? Completed);

/// <summary>What a training came to.</summary>
/// <param name="History">The epochs, those before a resumed break too.</param>
/// <param name="Best">The epoch with the best score.</param>
/// <param name="StoppedEarly">Whether <see cref="FitOptions{TTarget}.Patience"/> ended it.</param>
public sealed record FitResult(IReadOnlyList<FitEpoch> History, FitEpoch Best, bool StoppedEarly);
