namespace DropoutGen;

/// <summary>
/// Dropout of whole features of the inputs: in training and in Monte-Carlo sampling the columns of each named feature are,
/// row by row, all zero with probability <paramref name="rate"/>, and otherwise all multiplied by 1 / (1 - rate). Columns
/// that belong to no feature are left alone. Stands in front of the first Dense.
/// </summary>
/// <remarks>
/// A category coded in five columns, or a sensor with three axes, is missing as a whole or not at all.
/// <code>[Network(12)] [FeatureDropout(0.2, "age: 0", "city: 1-5", "size: 6, 9-11")]</code>
/// </remarks>
/// <param name="rate">Probability to drop a feature, 0 or above and below 1. The trainer can change it between steps.</param>
/// <param name="features">Each "name: columns", where columns are numbers from 0 and ranges, divided by commas. No column and no name stands twice.</param>
public sealed class FeatureDropoutAttribute(double rate, params string[] features) : LayerAttribute
{
    /// <summary>Probability to drop a feature.</summary>
    public double Rate { get; } = rate;

    /// <summary>The features, each "name: columns".</summary>
    public IReadOnlyList<string> Features { get; } = features;
}
