namespace DropoutGen.CompilerServices;

/// <summary>Mean and variance of the outputs for one row after the other, with the room that it takes.</summary>
internal sealed class RowPropagation
{
    private readonly MomentPlan _plan;
    private readonly UnitMoments _prefix;
    private readonly UnitMoments _moments;
    private readonly UnitMoments _scratch;
    private readonly MomentMixture _mixture;

    // What the layer behind the first dropout gives if nothing is dropped, and the part of each unit in it.
    private readonly double[] _whole;
    private readonly double[] _parts;

    public RowPropagation(MomentPlan plan)
    {
        _plan = plan;
        _prefix = new UnitMoments(plan.Width);
        _moments = new UnitMoments(plan.Width);
        _scratch = new UnitMoments(plan.Width);
        _mixture = new MomentMixture(plan.Definition.Outputs);
        _whole = new double[plan.Width];
        _parts = new double[(plan.Masks?.Columns.Length ?? 0) * plan.Width];
    }

    /// <summary>Computes the moments of a row.</summary>
    public void Run(ReadOnlySpan<float> inputs, Span<float> mean, Span<float> variance)
    {
        _mixture.Clear();
        UnitMoments start = _plan.Masks is null ? _moments : _prefix;
        start.Count = inputs.Length;
        start.Dependence = Dependence.Fixed;
        start.Skips.Clear();
        for (int i = 0; i < inputs.Length; i++)
        {
            start.Mean[i] = inputs[i];
        }

        if (_plan.Masks is { } masks)
        {
            _plan.Run(_prefix, _scratch, 0, _plan.FirstNoise);
            masks.ScaleKept(_prefix.Mean.AsSpan(0, _prefix.Count));
            RunMasks(masks);
            RunRest(masks);
        }
        else
        {
            _plan.Run(_moments, _scratch, 0);
            _mixture.Add(1, _moments);
        }

        _mixture.Write(mean, variance);
    }

    private void RunMasks(MaskTable masks)
    {
        DenseMoments? product = _plan.ProductBehind;
        int width = product?.Units ?? _prefix.Count;
        WriteParts(masks, product, width);
        for (int i = 0; i < masks.Count; i++)
        {
            _moments.Count = width;
            _moments.Dependence = Dependence.Fixed;
            _moments.Skips.CopyFrom(_prefix.Skips);
            Span<double> values = _moments.Mean.AsSpan(0, width);
            _whole.AsSpan(0, width).CopyTo(values);
            foreach (int unit in masks.Dropped[i])
            {
                DoubleVectors.Add(-1, _parts.AsSpan(unit * width, width), values);
            }

            _plan.Run(_moments, _scratch, _plan.FirstNoise + (product is null ? 1 : 2));
            _mixture.Add(masks.Probabilities[i], _moments);
        }
    }

    private void WriteParts(MaskTable masks, DenseMoments? product, int width)
    {
        ReadOnlySpan<double> values = _prefix.Mean.AsSpan(0, _prefix.Count);
        Span<double> whole = _whole.AsSpan(0, width);
        if (product is null)
        {
            values.CopyTo(whole);
        }
        else
        {
            product.Multiply(values, whole);
        }

        _parts.AsSpan().Clear();
        for (int unit = 0; unit < masks.Columns.Length; unit++)
        {
            Span<double> part = _parts.AsSpan(unit * width, width);
            foreach (int column in masks.Columns[unit])
            {
                if (product is null)
                {
                    part[column] = values[column];
                }
                else
                {
                    DoubleVectors.Add(values[column], product.Column(column), part);
                }
            }
        }
    }

    private void RunRest(MaskTable masks)
    {
        if (masks.Rest > 0)
        {
            _moments.CopyFrom(_prefix);
            _moments.Skips.CopyFrom(_prefix.Skips);
            masks.WriteRest(_moments);
            _plan.Run(_moments, _scratch, _plan.FirstNoise + 1);
            _mixture.Add(masks.Rest, _moments);
        }
    }
}
