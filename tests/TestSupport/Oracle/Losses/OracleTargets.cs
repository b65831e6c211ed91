namespace DropoutGen.TestSupport.Oracle;

/// <summary>What a batch should have given: one label a row or one value an output; and how much each row counts.</summary>
public sealed class OracleTargets
{
    private readonly int[]? _labels;
    private readonly Matrix? _values;
    private readonly double[]? _weights;

    private OracleTargets(int[]? labels, Matrix? values, double[]? weights)
    {
        _labels = labels;
        _values = values;
        _weights = weights;
    }

    /// <param name="labels">One class index a row.</param>
    /// <param name="weights">One factor a row on its loss; the mean still divides by the number of rows.</param>
    public static OracleTargets Labels(int[] labels, double[]? weights = null) => new(labels, null, weights);

    /// <param name="values">The targets of each row: one an output, or as many as the loss takes.</param>
    /// <param name="weights">One factor a row on its loss; the mean still divides by the number of rows.</param>
    public static OracleTargets Values(Matrix values, double[]? weights = null) => new(null, values, weights);

    internal double Weight(int row) => _weights?[row] ?? 1;

    internal int[] RequireLabels(Matrix logits) =>
        _labels is not null && _labels.Length == logits.Rows && (_weights is null || _weights.Length == logits.Rows)
            ? _labels
            : throw new InvalidOperationException($"The loss needs {logits.Rows} labels, and as many weights if any.");

    internal Matrix RequireValues(Matrix logits) => RequireValues(logits.Rows, logits.Columns);

    internal Matrix RequireValues(int rows, int columns) =>
        _values is not null && _values.Rows == rows && _values.Columns == columns
            && (_weights is null || _weights.Length == rows)
            ? _values
            : throw new InvalidOperationException(
                $"The loss needs {rows} x {columns} targets, and {rows} weights if any.");
}
