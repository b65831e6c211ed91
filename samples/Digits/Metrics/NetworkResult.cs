namespace DropoutGen.Samples.Digits.Metrics;

/// <summary>One line of the result table.</summary>
/// <param name="Name">What was evaluated.</param>
/// <param name="TrainingAccuracy">Accuracy on the digits it was trained on, if that was asked.</param>
/// <param name="TestAccuracy">Accuracy on the test digits.</param>
/// <param name="CalibrationError">Expected calibration error on the test digits.</param>
/// <param name="CertainAccuracy">Accuracy among the test digits it is most certain of.</param>
internal sealed record NetworkResult(
    string Name, double? TrainingAccuracy, double TestAccuracy, double CalibrationError, double CertainAccuracy);
