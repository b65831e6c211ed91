namespace DropoutGen.CompilerServices;

/// <summary>Any function, by Gauss-Hermite quadrature with 64 nodes: exact for polynomials up to degree 127.</summary>
internal sealed class QuadratureCoefficients(Func<double, double> function) : IActivationCoefficients
{
    private const int Nodes = 64;

    private static readonly (double[] Points, double[] Weights) s_rule = Rule();

    // He_k / sqrt(k!) of each point, terms in rows.
    private static readonly double[][] s_hermite = Polynomials(s_rule.Points, ActivationMoments.Terms + 1);

    public void Apply(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value = function(value);
        }
    }

    public double Evaluate(double mean, double deviation, Span<double> coefficients)
    {
        coefficients.Clear();
        if (deviation == 0)
        {
            coefficients[0] = function(mean);
            return 0;
        }

        Span<double> values = stackalloc double[Nodes];
        for (int i = 0; i < Nodes; i++)
        {
            values[i] = function(mean + (deviation * s_rule.Points[i]));
        }

        for (int k = 0; k < coefficients.Length; k++)
        {
            double sum = 0;
            for (int i = 0; i < Nodes; i++)
            {
                sum += s_rule.Weights[i] * values[i] * s_hermite[k][i];
            }

            coefficients[k] = sum;
        }

        double variance = 0;
        for (int i = 0; i < Nodes; i++)
        {
            double difference = values[i] - coefficients[0];
            variance += s_rule.Weights[i] * difference * difference;
        }

        return variance;
    }

    /// <summary>Points and weights for expectations over the standard normal distribution: the zeros of He_n, by Newton's method.</summary>
    private static (double[] Points, double[] Weights) Rule()
    {
        var points = new double[Nodes];
        var weights = new double[Nodes];

        // The zeros of He_n part those of He_(n+1): each degree's zeros are found between those of the last.
        double[] zeros = [];
        for (int degree = 1; degree <= Nodes; degree++)
        {
            double bound = Math.Sqrt((4 * degree) + 2);
            double[] ends = [-bound, .. zeros, bound];
            zeros = [.. Enumerable.Range(0, degree).Select(i => Zero(degree, ends[i], ends[i + 1]))];
        }

        for (int i = 0; i < Nodes; i++)
        {
            // With polynomials of norm 1 the weight is 1 / (n He_(n-1)(x)^2).
            points[i] = zeros[i];
            double last = Hermite(Nodes - 1, zeros[i]);
            weights[i] = 1 / (Nodes * last * last);
        }

        return (points, weights);
    }

    private static double Zero(int degree, double low, double high)
    {
        bool rises = Hermite(degree, high) > 0;
        double middle = 0.5 * (low + high);
        for (int i = 0; i < 100 && low < middle && middle < high; i++)
        {
            if ((Hermite(degree, middle) > 0) == rises)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }

            middle = 0.5 * (low + high);
        }

        return middle;
    }

    private static double[][] Polynomials(double[] points, int count) =>
        [.. Enumerable.Range(0, count).Select(k => Array.ConvertAll(points, point => Hermite(k, point)))];

    /// <summary>He_n(x) / sqrt(n!).</summary>
    private static double Hermite(int degree, double x)
    {
        double previous = 0;
        double current = 1;
        for (int n = 0; n < degree; n++)
        {
            double next = ((x * current) - (Math.Sqrt(n) * previous)) / Math.Sqrt(n + 1);
            previous = current;
            current = next;
        }

        return current;
    }
}
