namespace DropoutGen.CompilerServices;

/// <summary>
/// Mean and variance of a factor of concrete dropout, z / (1 - p) with z = 1 - sigmoid((logit p + L) / 0.1): L = logit u, of a uniform u,
/// has the density e^L / (1 + e^L)^2.
/// </summary>
internal static class ConcreteFactor
{
    // Trapezoids over the whole line converge exponentially where the integrand is analytic around it: here in a strip of half width
    // 0.1 pi, where the sigmoid has its poles; with this step the error is e^(-2 pi 0.1 pi / 0.05) = e^-39. Beyond +-40 is e^-40.
    private const double Step = 0.05;
    private const int Nodes = 800;

    public static (double Mean, double Variance) Moments(double logit)
    {
        if (double.IsNegativeInfinity(logit))
        {
            return (1, 0);
        }

        double mean = 0;
        for (int node = -Nodes; node <= Nodes; node++)
        {
            mean += Weight(node) * Factor(logit, node);
        }

        double variance = 0;
        for (int node = -Nodes; node <= Nodes; node++)
        {
            double deviation = Factor(logit, node) - mean;
            variance += Weight(node) * deviation * deviation;
        }

        return (mean, variance);
    }

    private static double Weight(int node)
    {
        double tail = Math.Exp(-Math.Abs(node * Step));
        return Step * tail / ((1 + tail) * (1 + tail));
    }

    private static double Factor(double logit, int node) =>
        (1 + Math.Exp(logit)) / (1 + Math.Exp((logit + (node * Step)) / ConcreteNoise.Temperature));
}
