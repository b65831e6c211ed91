namespace DropoutGen.CompilerServices;

/// <summary>Logarithms of normal densities.</summary>
internal static class NormalDensity
{
    private static readonly double s_logTwoPi = Math.Log(2 * Math.PI);

    /// <summary>Of independent values around their means with the same precision.</summary>
    public static double Log(ReadOnlySpan<float> means, ReadOnlySpan<float> values, double precision)
    {
        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = (double)values[i] - means[i];
            squares += difference * difference;
        }

        return 0.5 * ((values.Length * (Math.Log(precision) - s_logTwoPi)) - (precision * squares));
    }

    /// <summary>Of independent values around their means with variances of their own.</summary>
    public static double Log(ReadOnlySpan<float> means, ReadOnlySpan<float> variances, ReadOnlySpan<float> values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = (double)values[i] - means[i];
            sum += s_logTwoPi + Math.Log(variances[i]) + (difference * difference / variances[i]);
        }

        return -0.5 * sum;
    }
}
