namespace DropoutGen.CompilerServices;

/// <summary>
/// An activation of values that are taken as jointly normal. Of a function f of mu + sigma z, z standard normal, the
/// coefficients c_k = E[f(mu + sigma z) He_k(z)] / sqrt(k!) give mean c_0 and, for two values of correlation r, the covariance
/// sum over k from 1 of r^k c_k c_k'.
/// </summary>
/// <remarks>Mehler (1866); in this use Daniely, Frostig, Singer: Toward Deeper Understanding of Neural Networks (2016), section 4.</remarks>
internal sealed class ActivationMoments(IActivationCoefficients activation) : MomentStep
{
    /// <summary>Terms of the sum. Those of a kink fall as k^(-5/2) at correlation 1, and faster by r^k below.</summary>
    public const int Terms = 10;

    public override bool IsNonlinear => true;

    public override void Run(UnitMoments moments, UnitMoments scratch)
    {
        int count = moments.Count;
        if (moments.Dependence == Dependence.Fixed)
        {
            activation.Apply(moments.Mean.AsSpan(0, count));
            return;
        }

        bool correlated = moments.Dependence == Dependence.Correlated && NeedsCovariance;
        Span<double> coefficients = new double[Terms + 1];

        // Terms in rows: c_k of all values.
        double[] table = correlated ? new double[Terms * count] : [];
        double[] inverse = correlated ? new double[count] : [];

        // Cov(x, f(y)) = Cov(x, y) E[f'(y)] for jointly normal x and y (Stein 1981), and c_1 = sigma E[f'].
        Span<double> slopes = moments.Room(count);
        for (int i = 0; i < count; i++)
        {
            double deviation = Math.Sqrt(moments.Variance[i]);
            moments.Variance[i] = activation.Evaluate(moments.Mean[i], deviation, coefficients);
            moments.Mean[i] = coefficients[0];
            slopes[i] = deviation > 0 ? coefficients[1] / deviation : 0;
            if (correlated)
            {
                inverse[i] = deviation > 0 ? 1 / deviation : 0;
                for (int k = 0; k < Terms; k++)
                {
                    table[(k * count) + i] = coefficients[k + 1];
                }
            }
        }

        moments.Skips.Scale(slopes);
        if (correlated)
        {
            Correlate(moments, table, inverse);
        }
        else
        {
            moments.Dependence = Dependence.Independent;
        }
    }

    private static void Correlate(UnitMoments moments, ReadOnlySpan<double> table, ReadOnlySpan<double> inverse)
    {
        int count = moments.Count;
        for (int row = 0; row < count; row++)
        {
            Span<double> values = moments.CovarianceRow(row)[..(row + 1)];
            DoubleVectors.Series(table, inverse, count, row, values);
            values[row] = moments.Variance[row];
        }

        Span<double> covariance = moments.Covariance;
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                covariance[(column * count) + row] = covariance[(row * count) + column];
            }
        }
    }
}
