namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>Moments without sampling against Monte-Carlo passes, over the test rows of one network.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Rate">Dropout rate.</param>
/// <param name="Error">Median over the rows of the relative error of the standard deviation.</param>
/// <param name="NormalError">The same with all values taken as jointly normal, without going through masks.</param>
/// <param name="MeanError">Median over the rows of the error of the mean, in standard deviations.</param>
/// <param name="Time">Time of a prediction as share of that of 100 passes.</param>
/// <param name="NormalTime">The same without going through masks.</param>
internal sealed record MomentResult(
    string Set, double Rate, double Error, double NormalError, double MeanError, double Time, double NormalTime);
