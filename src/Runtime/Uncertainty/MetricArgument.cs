namespace DropoutGen.CompilerServices;

/// <summary>Checks of what metrics are given; the exceptions say which value is wrong.</summary>
internal static class MetricArgument
{
    // What single precision may make of a probability of 1.
    private const float Rounding = 1e-5f;

    /// <summary>Checks predicted probabilities and labels; returns the number of classes, 1 for the probability of a yes.</summary>
    public static int Classes(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        RequireRows(labels.Length, nameof(labels));
        if (probabilities.IsEmpty || probabilities.Length % labels.Length != 0)
        {
            throw new ArgumentException(
                $"{probabilities.Length} probabilities are not the same number for each of {labels.Length} labels.",
                nameof(probabilities));
        }

        int classes = probabilities.Length / labels.Length;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0f and <= 1f + Rounding))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(probabilities),
                    probabilities[i],
                    $"The probability of class {i % classes} in row {i / classes} must be 0 to 1.");
            }
        }

        int limit = Math.Max(classes, 2);
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)limit)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels), labels[row], $"The label of row {row} must be 0 to {limit - 1}.");
            }
        }

        return classes;
    }

    public static void RequireRows(int rows, string name)
    {
        if (rows == 0)
        {
            throw new ArgumentException("There are no rows to take a mean over.", name);
        }
    }

    public static void RequireCount(int actual, int rows, string name)
    {
        if (actual != rows)
        {
            throw new ArgumentException($"{name} has {actual} values for {rows} rows.", name);
        }
    }

    public static void RequireNotNaN(ReadOnlySpan<float> values, string name)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (float.IsNaN(values[row]))
            {
                throw new ArgumentException($"{name} of row {row} is not a number.", name);
            }
        }
    }

    public static void RequirePositive(ReadOnlySpan<float> values, string name)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (!(values[row] > 0f))
            {
                throw new ArgumentOutOfRangeException(name, values[row], $"{name} of row {row} must be above 0.");
            }
        }
    }
}
