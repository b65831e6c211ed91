namespace DropoutGen;

/// <summary>How a network does on data, without dropout.</summary>
/// <param name="Loss">Mean loss over the rows.</param>
/// <param name="Accuracy">
/// For classes, the share of rows whose largest output is the target's; for yes/no answers, the share of answers on the
/// target's side of one half; <see langword="null"/> for values.
/// </param>
/// <param name="Rows">Number of rows.</param>
public sealed record Evaluation(double Loss, double? Accuracy, long Rows);
