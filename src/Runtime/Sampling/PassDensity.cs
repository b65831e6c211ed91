namespace DropoutGen.CompilerServices;

/// <summary>
/// Logarithm of the mean over passes of the density of each row's targets, log((1/T) sum exp l_t), updated one pass at a time
/// relative to the largest term so far, so that nothing overflows or vanishes.
/// </summary>
internal sealed class PassDensity<TTarget> : IPassRecorder
    where TTarget : unmanaged
{
    private readonly Loss<TTarget> _loss;
    private readonly TTarget[] _targets;
    private readonly int _outputs;
    private readonly int _perRow;
    private readonly double _precision;
    private readonly double[] _largest;
    private readonly double[] _sums;

    /// <exception cref="ArgumentException">
    /// The targets do not fit, or the precision is missing or not wanted.
    /// </exception>
    /// <exception cref="NotSupportedException">The loss says nothing about the density of targets.</exception>
    public PassDensity(Loss<TTarget> loss, ReadOnlySpan<TTarget> targets, double? precision, int rows, int outputs)
    {
        _loss = loss;
        _outputs = outputs;
        _perRow = loss.TargetsPerRow(outputs);
        RequireDensity(loss, precision);
        RowArgument.RequireLength(targets.Length, rows, _perRow, nameof(targets));
        loss.Validate(targets, rows, outputs);
        RequireFinite(targets);
        _precision = precision ?? 0;
        _targets = targets.ToArray();
        _largest = new double[rows];
        _sums = new double[rows];
        Array.Fill(_largest, double.NegativeInfinity);
    }

    public void Add(ReadOnlySpan<float> predictions, int stride, int firstRow, int count, int pass)
    {
        for (int i = 0; i < count; i++)
        {
            int row = firstRow + i;
            double term = _loss.LogDensity(
                predictions.Slice(i * stride, _outputs), _targets.AsSpan(row * _perRow, _perRow), _precision);
            double largest = _largest[row];
            if (term <= largest)
            {
                _sums[row] += double.IsNegativeInfinity(term) ? 0 : Math.Exp(term - largest);
            }
            else if (!double.IsNegativeInfinity(term))
            {
                // Also what is not a number comes here, and stays.
                _sums[row] = (double.IsNegativeInfinity(largest) ? 0 : _sums[row] * Math.Exp(largest - term)) + 1;
                _largest[row] = term;
            }
        }
    }

    /// <summary>The logarithms, one a row.</summary>
    public float[] ToLogDensities(int passes) =>
        [.. _sums.Zip(_largest, (sum, largest) => (float)(sum == 0 ? largest : largest + Math.Log(sum / passes)))];

    private static void RequireDensity(Loss<TTarget> loss, double? precision)
    {
        switch (loss.Density)
        {
            case DensityKind.None:
                throw new NotSupportedException($"{loss.Name} says nothing about the density of targets.");
            case DensityKind.Precision when precision is null:
                throw new ArgumentException(
                    $"A network with {loss.Name} predicts values: the density of targets needs the Precision of the noise around them.",
                    nameof(precision));
            case DensityKind.Prediction when precision is not null:
                throw new ArgumentException(
                    $"A network with {loss.Name} predicts how targets scatter; a Precision of {precision} has no place there.",
                    nameof(precision));
        }
    }

    private static void RequireFinite(ReadOnlySpan<TTarget> targets)
    {
        if (typeof(TTarget) != typeof(float))
        {
            return;
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (!float.IsFinite((float)(object)targets[i]))
            {
                throw new ArgumentException($"Target {i} is {targets[i]}; the density of targets needs finite ones.", nameof(targets));
            }
        }
    }
}
