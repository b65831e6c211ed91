namespace DropoutGen.CompilerServices;

/// <summary>
/// A layer normalisation. Of the centred values u, with mean m and covariance C, the sum s = u'u / n + epsilon has, as if u were normal, the mean
/// S = (m'm + tr C) / n + epsilon, the variance V = (2 tr C^2 + 4 m'Cm) / n^2 and with u the covariance 2 Cm / n. L = log s is taken as jointly
/// normal with u, of variance r = log(1 + V / S^2) and covariance c = 2 Cm / (n S) with u; moments of u exp(-L / 2) have closed forms then.
/// </summary>
/// <remarks>
/// E[u exp(-L/2)] = k (m - c/2) with k = exp(3r/8) / sqrt(S), and E[u u' exp(-L)] = exp(r) / S (C + (m - c)(m - c)'). To first order in C it is
/// linearisation around the mean; unlike that it knows that noise makes the sum of squares larger.
/// </remarks>
internal sealed class LayerNormMoments : MomentStep
{
    private readonly double _epsilon;
    private readonly double[]? _weight;
    private readonly double[]? _bias;

    public LayerNormMoments(NetworkState state, LayerDefinition layer)
    {
        _epsilon = layer.Argument("Epsilon");
        if (!layer.Parameters.IsEmpty)
        {
            _weight = Array.ConvertAll(state.Parameters[layer.Parameters[0]].ToArray(), static value => (double)value);
            _bias = Array.ConvertAll(state.Parameters[layer.Parameters[1]].ToArray(), static value => (double)value);
        }
    }

    public override bool ReadsCovariance => true;

    public override bool IsNonlinear => true;

    public override void Run(UnitMoments moments, UnitMoments scratch)
    {
        Span<double> mean = moments.Mean.AsSpan(0, moments.Count);
        Center(mean);
        if (moments.Dependence == Dependence.Fixed)
        {
            double factor = 1 / Math.Sqrt((DoubleVectors.Dot(mean, mean) / mean.Length) + _epsilon);
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] = (mean[i] * factor * Weight(i)) + Bias(i);
            }

            return;
        }

        moments.Correlate();
        CenterCovariance(moments, scratch.Room(mean.Length));
        Normalize(moments, scratch.Room(2 * mean.Length));
    }

    private double Weight(int unit) => _weight?[unit] ?? 1;

    private double Bias(int unit) => _bias?[unit] ?? 0;

    private static void Center(Span<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        sum /= values.Length;
        foreach (ref double value in values)
        {
            value -= sum;
        }
    }

    // Rows, then columns.
    private static void CenterCovariance(UnitMoments moments, Span<double> columnMeans)
    {
        int count = moments.Count;
        columnMeans.Clear();
        for (int i = 0; i < count; i++)
        {
            Center(moments.CovarianceRow(i));
            DoubleVectors.Add(1.0 / count, moments.CovarianceRow(i), columnMeans);
        }

        for (int i = 0; i < count; i++)
        {
            DoubleVectors.Add(-1, columnMeans, moments.CovarianceRow(i));
        }
    }

    private void Normalize(UnitMoments moments, Span<double> room)
    {
        int count = moments.Count;
        Span<double> mean = moments.Mean.AsSpan(0, count);

        // Cm, then -c/2.
        Span<double> half = room[..count];
        Span<double> middle = room[count..];
        Logarithm logarithm = Logarithm.Of(moments, _epsilon, half);
        double level = Math.Exp(0.375 * logarithm.Variance) / Math.Sqrt(logarithm.Sum);
        Span<double> gains = moments.Room(count);
        for (int i = 0; i < count; i++)
        {
            half[i] *= -logarithm.Half;
            middle[i] = mean[i] + half[i];
            gains[i] = level * Weight(i);
        }

        foreach (CrossCovariance covariances in moments.Skips.Covariances)
        {
            NormalizeRows(covariances, mean, middle, gains, logarithm.Half);
        }

        WriteCovariance(moments, logarithm, middle, half);
        for (int i = 0; i < count; i++)
        {
            mean[i] = (middle[i] * gains[i]) + Bias(i);
        }
    }

    // With a = m - c/2 and d = -c/2 it is (a + d)(a + d)' exp(r) - a a' exp(3r/4) and C exp(r), over S, written without differences of
    // large numbers.
    private void WriteCovariance(UnitMoments moments, Logarithm logarithm, ReadOnlySpan<double> middle, ReadOnlySpan<double> half)
    {
        double outer = Math.Exp(0.75 * logarithm.Variance) / logarithm.Sum;
        double inner = Math.Exp(0.25 * logarithm.Variance);
        double excess = ActivationFunctions.ExpMinusOne(0.25 * logarithm.Variance);
        for (int i = 0; i < moments.Count; i++)
        {
            Span<double> row = moments.CovarianceRow(i);
            double along = (excess * middle[i]) + (inner * half[i]);
            double factor = outer * Weight(i);
            for (int j = 0; j < row.Length; j++)
            {
                double value = (along * middle[j]) + (inner * (row[j] + (middle[i] * half[j]) + (half[i] * half[j])));
                row[j] = factor * value * Weight(j);
            }

            row[i] = Math.Max(0, row[i]);
            moments.Variance[i] = row[i];
        }
    }

    // Of a value h outside: k (Cov(h, u) - Cov(h, L) (m - c/2) / 2).
    private static void NormalizeRows(
        CrossCovariance covariances, ReadOnlySpan<double> mean, ReadOnlySpan<double> middle, ReadOnlySpan<double> gains, double half)
    {
        for (int i = 0; i < covariances.Rows; i++)
        {
            Span<double> row = covariances.Row(i);
            Center(row);
            DoubleVectors.Add(-half * DoubleVectors.Dot(row, mean), middle, row);
            DoubleVectors.Multiply(row, gains, row);
        }
    }

    /// <summary>Moments of s and L.</summary>
    /// <param name="Sum">S.</param>
    /// <param name="Variance">r.</param>
    /// <param name="Half">What Cm is multiplied by to give c / 2.</param>
    private readonly record struct Logarithm(double Sum, double Variance, double Half)
    {
        /// <param name="moments">Of the centred values.</param>
        /// <param name="epsilon">Added to their variance.</param>
        /// <param name="product">Receives Cm.</param>
        public static Logarithm Of(UnitMoments moments, double epsilon, Span<double> product)
        {
            int count = moments.Count;
            ReadOnlySpan<double> mean = moments.Mean.AsSpan(0, count);
            double trace = 0;
            double squares = 0;
            for (int i = 0; i < count; i++)
            {
                Span<double> row = moments.CovarianceRow(i);
                trace += row[i];
                squares += DoubleVectors.Dot(row, row);
                product[i] = DoubleVectors.Dot(row, mean);
            }

            double sum = ((DoubleVectors.Dot(mean, mean) + trace) / count) + epsilon;
            double scale = 1 / (count * sum);
            double explained = Math.Max(0, 4 * DoubleVectors.Dot(mean, product) * scale * scale);
            double variance = Math.Log(1 + (2 * squares * scale * scale) + explained);

            // The values cannot explain more of the logarithm's variance than it has.
            double share = explained > variance ? Math.Sqrt(variance / explained) : 1;
            return new Logarithm(sum, variance, share * scale);
        }
    }
}
