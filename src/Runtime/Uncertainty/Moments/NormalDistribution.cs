namespace DropoutGen.CompilerServices;

/// <summary>Density and distribution function of the standard normal distribution.</summary>
internal static class NormalDistribution
{
    private static readonly double s_densityAtZero = 1 / Math.Sqrt(2 * Math.PI);

    public static double Density(double x) => s_densityAtZero * Math.Exp(-0.5 * x * x);

    /// <summary>Probability of a value below x, to 1e-15, and to 1e-8 of itself far out.</summary>
    /// <remarks>Hart: Computer Approximations (1968), algorithm 5666; as in West: Better Approximations to Cumulative Normal Functions (2005).</remarks>
    public static double Cumulative(double x)
    {
        double size = Math.Abs(x);
        double tail = size > 37 ? 0 : Math.Exp(-0.5 * size * size) * TailRatio(size);
        return x > 0 ? 1 - tail : tail;
    }

    private static double TailRatio(double x)
    {
        if (x >= 7.07106781186547)
        {
            double fraction = x + (1 / (x + (2 / (x + (3 / (x + (4 / (x + 0.65))))))));
            return s_densityAtZero / fraction;
        }

        double numerator = (((((((((((3.52624965998911e-02 * x) + 0.700383064443688) * x) + 6.37396220353165) * x)
            + 33.912866078383) * x) + 112.079291497871) * x) + 221.213596169931) * x) + 220.206867912376;
        double denominator = (((((((((((((8.83883476483184e-02 * x) + 1.75566716318264) * x) + 16.064177579207) * x)
            + 86.7807322029461) * x) + 296.564248779674) * x) + 637.333633378831) * x) + 793.826512519948) * x) + 440.413735824752;
        return numerator / denominator;
    }
}
