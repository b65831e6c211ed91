namespace DropoutGen.CompilerServices;

/// <summary>
/// A product: mean W m + b, covariance W C W^T with fixed weights. Weights that DropConnect keeps with probability q and scales by 1 / q
/// add (1 - q) / q times the sum of w^2 (m^2 + v) to each unit's variance, m and v being moments of the inputs. Exact, whatever the
/// distribution.
/// </summary>
internal sealed class DenseMoments : MomentStep
{
    private readonly int _units;
    private readonly int _inputs;
    private readonly double[] _weight;
    private readonly double[] _columns;
    private readonly double[]? _bias;
    private readonly double _maskNoise;

    /// <param name="weight">The weight.</param>
    /// <param name="bias">The bias, if there is one.</param>
    /// <param name="mask">What masks the weight, if something does.</param>
    public DenseMoments(ParameterView weight, ParameterView? bias, DropoutState? mask = null)
    {
        _maskNoise = mask is null ? 0 : (1 - mask.EffectiveKeepProbability) / mask.EffectiveKeepProbability;
        _units = weight.Shape[0];
        _inputs = weight.Shape[1];
        _weight = Array.ConvertAll(weight.ToArray(), static value => (double)value);
        _columns = new double[_weight.Length];
        for (int unit = 0; unit < _units; unit++)
        {
            for (int input = 0; input < _inputs; input++)
            {
                _columns[(input * _units) + unit] = _weight[(unit * _inputs) + input];
            }
        }

        _bias = bias is null ? null : Array.ConvertAll(bias.ToArray(), static value => (double)value);
    }

    public override bool ReadsCovariance => true;

    /// <summary>Whether its weights are drawn.</summary>
    public bool Draws => _maskNoise > 0;

    /// <summary>Number of outputs.</summary>
    public int Units => _units;

    /// <summary>The weights of an input.</summary>
    public ReadOnlySpan<double> Column(int input) => _columns.AsSpan(input * _units, _units);

    /// <summary>The layer itself, of values that do not vary.</summary>
    public void Multiply(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        for (int unit = 0; unit < _units; unit++)
        {
            outputs[unit] = DoubleVectors.Dot(Row(unit), inputs) + (_bias?[unit] ?? 0);
        }
    }

    /// <summary>The weights alone, without the bias.</summary>
    public void MultiplyWeights(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        for (int unit = 0; unit < _units; unit++)
        {
            outputs[unit] = DoubleVectors.Dot(Row(unit), inputs);
        }
    }

    public override void Run(UnitMoments moments, UnitMoments scratch)
    {
        moments.MoveTo(scratch);
        moments.Count = _units;
        Multiply(scratch.Mean.AsSpan(0, _inputs), moments.Mean);
        moments.Skips.Multiply(this);

        switch (scratch.Dependence)
        {
            case Dependence.Independent:
                OfIndependent(moments, scratch);
                break;
            case Dependence.Correlated:
                OfCorrelated(moments, scratch);
                break;
        }

        if (Draws)
        {
            AddMaskNoise(moments, scratch);
        }
    }

    // Masks of two units are independent of each other, and of the inputs.
    private void AddMaskNoise(UnitMoments moments, UnitMoments inputs)
    {
        Span<double> squares = inputs.Room(2 * _inputs)[.._inputs];
        Span<double> weighted = inputs.Room(2 * _inputs)[_inputs..];
        for (int input = 0; input < _inputs; input++)
        {
            squares[input] = (inputs.Mean[input] * inputs.Mean[input])
                + (inputs.Dependence == Dependence.Fixed ? 0 : inputs.Variance[input]);
        }

        if (inputs.Dependence == Dependence.Fixed)
        {
            moments.Variance.AsSpan(0, _units).Clear();
            moments.Dependence = Dependence.Independent;
        }

        for (int unit = 0; unit < _units; unit++)
        {
            DoubleVectors.Multiply(Row(unit), squares, weighted);
            moments.Variance[unit] += _maskNoise * DoubleVectors.Dot(weighted, Row(unit));
            if (moments.Dependence == Dependence.Correlated)
            {
                moments.Covariance[(unit * _units) + unit] = moments.Variance[unit];
            }
        }
    }

    private ReadOnlySpan<double> Row(int unit) => _weight.AsSpan(unit * _inputs, _inputs);

    private void OfIndependent(UnitMoments moments, UnitMoments inputs)
    {
        ReadOnlySpan<double> variances = inputs.Variance.AsSpan(0, _inputs);
        Span<double> weighted = inputs.Room(_inputs);
        moments.Dependence = NeedsCovariance ? Dependence.Correlated : Dependence.Independent;
        for (int unit = 0; unit < _units; unit++)
        {
            DoubleVectors.Multiply(Row(unit), variances, weighted);
            moments.Variance[unit] = DoubleVectors.Dot(weighted, Row(unit));
            if (NeedsCovariance)
            {
                WriteRow(moments, unit, weighted);
            }
        }
    }

    private void OfCorrelated(UnitMoments moments, UnitMoments inputs)
    {
        Span<double> weighted = inputs.Room(_inputs);
        moments.Dependence = NeedsCovariance ? Dependence.Correlated : Dependence.Independent;
        for (int unit = 0; unit < _units; unit++)
        {
            for (int input = 0; input < _inputs; input++)
            {
                weighted[input] = DoubleVectors.Dot(Row(unit), inputs.CovarianceRow(input));
            }

            moments.Variance[unit] = DoubleVectors.Dot(weighted, Row(unit));
            if (NeedsCovariance)
            {
                WriteRow(moments, unit, weighted);
            }
        }
    }

    // Row of the product with W^T, up to the diagonal, and its mirror image.
    private void WriteRow(UnitMoments moments, int unit, ReadOnlySpan<double> weighted)
    {
        Span<double> covariance = moments.Covariance;
        for (int other = 0; other < unit; other++)
        {
            double value = DoubleVectors.Dot(weighted, Row(other));
            covariance[(unit * _units) + other] = value;
            covariance[(other * _units) + unit] = value;
        }

        covariance[(unit * _units) + unit] = moments.Variance[unit];
    }
}
