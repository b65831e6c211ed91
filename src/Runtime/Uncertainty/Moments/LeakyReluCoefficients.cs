namespace DropoutGen.CompilerServices;

/// <summary>
/// max(x, 0) + slope min(x, 0), in closed form. With t = mean / deviation: the ReLU's mean is deviation (t P(t) + p(t)), its c_1 is
/// deviation P(t), and since its second derivative is a point mass at 0, c_k = deviation p(t) He_(k-2)(-t) / sqrt(k!).
/// </summary>
internal sealed class LeakyReluCoefficients(double slope) : IActivationCoefficients
{
    public void Apply(Span<double> values)
    {
        DoubleVectors.LeakyRelu(slope, values);
    }

    public double Evaluate(double mean, double deviation, Span<double> coefficients)
    {
        coefficients.Clear();
        if (deviation == 0)
        {
            coefficients[0] = mean < 0 ? slope * mean : mean;
            return 0;
        }

        double t = mean / deviation;
        double density = NormalDistribution.Density(t);
        double above = NormalDistribution.Cumulative(t);
        double below = NormalDistribution.Cumulative(-t);
        double kink = 1 - slope;
        coefficients[0] = (slope * mean) + (kink * deviation * ((t * above) + density));
        coefficients[1] = deviation * (slope + (kink * above));

        // He_n(-t) / sqrt((n + 2)!) by the recurrence of the Hermite polynomials, each divided by its factorial's root.
        double factor = kink * deviation * density;
        double previous = 0;
        double current = 1 / Math.Sqrt(2);
        for (int k = 2; k < coefficients.Length; k++)
        {
            coefficients[k] = factor * current;
            int n = k - 2;
            double next = ((-t * current) - (n * previous / Math.Sqrt(k))) / Math.Sqrt(k + 1);
            previous = current;
            current = next;
        }

        return deviation * deviation * Variance(t, density, above, below);
    }

    // With R the ReLU of a value of deviation 1: Var(slope x + kink R) = slope^2 + 2 slope kink Cov(x, R) + kink^2 Var(R), Cov(x, R) = P(t).
    // Var(R) is written without the squares of t that cancel for large ones.
    private double Variance(double t, double density, double above, double below)
    {
        double kink = 1 - slope;
        double rectified = t > 0
            ? above + (t * t * above * below) - (t * density) + (2 * t * below * density) - (density * density)
            : (((t * t) + 1) * above) + (t * density) - (((t * above) + density) * ((t * above) + density));
        return Math.Max(0, (slope * slope) + (2 * slope * kink * above) + (kink * kink * rectified));
    }
}
