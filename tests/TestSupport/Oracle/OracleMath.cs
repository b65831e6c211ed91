namespace DropoutGen.TestSupport.Oracle;

/// <summary>Functions that .NET has not, or has only with cancellation, to about 1e-14 relative.</summary>
public static class OracleMath
{
    private const double TwoOverSqrtPi = 1.1283791670955126;
    private const double SqrtPi = 1.7724538509055161;
    private const double SqrtHalf = 0.70710678118654752;
    private const double OneOverSqrtTwoPi = 0.39894228040143268;

    /// <summary>Where the power series of erf hands over to the continued fraction of erfc.</summary>
    private const double SeriesLimit = 2;

    public static double Erf(double x) =>
        Math.Abs(x) < SeriesLimit ? ErfSeries(x) : double.IsNaN(x) ? x : x > 0 ? 1 - Erfc(x) : Erfc(-x) - 1;

    public static double Erfc(double x) =>
        double.IsNaN(x) ? x
        : x < -SeriesLimit ? 2 - Erfc(-x)
        : x < SeriesLimit ? 1 - ErfSeries(x)
        : ErfcFraction(x);

    /// <summary>The distribution function of the standard normal; by erfc, which keeps the digits of the lower tail.</summary>
    public static double NormalCumulative(double x) => Erfc(-x * SqrtHalf) / 2;

    public static double NormalDensity(double x) => OneOverSqrtTwoPi * Math.Exp(-x * x / 2);

    public static double Sigmoid(double x)
    {
        if (x >= 0)
        {
            return 1 / (1 + Math.Exp(-x));
        }

        double e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <summary>exp(x) - 1. Kahan's trick: the rounding errors of the difference and of the logarithm cancel.</summary>
    public static double ExpMinusOne(double x)
    {
        double e = Math.Exp(x);
        return e == 1 ? x : e - 1 == -1 || double.IsPositiveInfinity(e) ? e - 1 : (e - 1) * x / Math.Log(e);
    }

    /// <summary>log(1 + x), by the same trick.</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    // 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!: all terms have one sign, so nothing cancels.
    private static double ErfSeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-18; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return TwoOverSqrtPi * Math.Exp(-x * x) * sum;
    }

    // exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + 1 / (x + (3/2) / (x + ...)))), from the inside out.
    private static double ErfcFraction(double x)
    {
        double tail = x;
        for (int n = 200; n >= 1; n--)
        {
            tail = x + (n / 2.0 / tail);
        }

        return Math.Exp(-x * x) / (SqrtPi * tail);
    }
}
