using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>
/// Loss, gradient and curvature around a network's parameters, with dropout and without: slices of the loss, products with its
/// Hessian, and the Hessian's extreme eigenvalues.
/// </summary>
/// <remarks>
/// <para>The expected loss is a mean over a fixed set of masks, so it is one smooth function wherever it is evaluated.</para>
/// <para>
/// For a linear network with mean squared error its Hessian is that of the deterministic loss plus the positive semidefinite
/// <see cref="LinearDropout.HessianShift"/>. For deeper networks the difference has negative eigenvalues too.
/// </para>
/// <para>
/// A product with the Hessian is the central difference of two gradients (Pearlmutter: Fast exact multiplication by the
/// Hessian, 1994, compares the two). Gradients are single precision: products are good to about four digits. Behind
/// activations with kinks, such as Relu, a difference also counts the kinks that it steps over.
/// </para>
/// <para>The network itself is left alone: everything happens on copies made at the beginning.</para>
/// </remarks>
/// <typeparam name="TNetwork">The declared class.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public sealed class LossSurface<TNetwork, TTarget> : IDisposable
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
{
    private readonly TNetwork _masked;
    private readonly TNetwork _plain;
    private readonly GradientPasses<TNetwork, TTarget> _maskedPasses;
    private readonly GradientPasses<TNetwork, TTarget> _plainPasses;
    private readonly float[] _origin;

    /// <summary>Prepares copies of a network.</summary>
    /// <param name="network">The network, with its present parameters and rates.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Targets of the rows, as a step takes them.</param>
    /// <param name="passes">Number of masks that the expected loss is a mean over.</param>
    /// <param name="seed">Key of these masks.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a target is out of range, or a dropout has classic scaling, whose deterministic loss is another function
    /// of the parameters.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no pass.</exception>
    public LossSurface(TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, int passes, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(1, passes, "An expected loss");
        if (network.Dropouts.FirstOrDefault(static dropout => dropout.Definition.Scaling == DropoutScaling.Classic) is { } classic)
        {
            throw new ArgumentException(
                $"{classic.Definition.Name} has classic scaling: inference multiplies by q where training does not, so the losses belong to different functions. Use inverted scaling.",
                nameof(network));
        }

        Passes = passes;
        Seed = seed;
        _masked = NetworkCopy.Of(network);
        _plain = NetworkCopy.Of(network);
        _plain.Dropouts.SetRates(0);
        _maskedPasses = new GradientPasses<TNetwork, TTarget>(_masked, inputs, targets);
        _plainPasses = new GradientPasses<TNetwork, TTarget>(_plain, inputs, targets);
        _origin = [.. network.Parameters.SelectMany(static parameter => parameter.ToArray())];
    }

    /// <summary>Number of parameters: the length of displacements and directions.</summary>
    public int ParameterCount => _origin.Length;

    /// <summary>Number of masks that the expected loss is a mean over.</summary>
    public int Passes { get; }

    /// <summary>Key of these masks.</summary>
    public ulong Seed { get; }

    /// <summary>
    /// How far apart the parameters of two gradients are whose difference gives a product with the Hessian. Default: 0.02. A loss
    /// that is quadratic in the parameters bears any value, and larger ones make rounding smaller.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and above 0.</exception>
    public double DifferenceStep
    {
        get;
        set => field = double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A step must be finite and above 0.");
    } = 0.02;

    /// <summary>The loss at the network's parameters plus a displacement.</summary>
    /// <param name="part">Which loss.</param>
    /// <param name="displacement">What is added to the parameters, in declaration order, each row by row.</param>
    /// <exception cref="ArgumentException">The displacement does not have a value for each parameter.</exception>
    public double Loss(LossPart part, ReadOnlySpan<double> displacement)
    {
        RowArgument.RequireLength(displacement.Length, 1, ParameterCount, nameof(displacement));
        double loss = 0;
        if (part != LossPart.Deterministic)
        {
            Move(_masked, displacement, 1);
            for (int pass = 0; pass < Passes; pass++)
            {
                loss += _maskedPasses.Forward(Seed, pass) / Passes;
            }
        }

        if (part != LossPart.Expected)
        {
            Move(_plain, displacement, 1);
            double plain = _plainPasses.Forward(Seed, 0);
            loss += part == LossPart.Deterministic ? plain : -plain;
        }

        return loss;
    }

    /// <summary>Multiplies the Hessian at the network's parameters by a vector.</summary>
    /// <param name="part">Which loss.</param>
    /// <param name="vector">A value for each parameter, in declaration order, each row by row.</param>
    /// <param name="product">Receives as many values.</param>
    /// <exception cref="ArgumentException">A length is not the number of parameters.</exception>
    public void MultiplyHessian(LossPart part, ReadOnlySpan<double> vector, Span<double> product)
    {
        RowArgument.RequireLength(vector.Length, 1, ParameterCount, nameof(vector));
        RowArgument.RequireLength(product.Length, 1, ParameterCount, nameof(product));
        product.Clear();
        double step = StepAlong(vector);
        if (step == 0)
        {
            return;
        }

        if (part != LossPart.Deterministic)
        {
            AddGradient(_masked, _maskedPasses, Passes, vector, step, 1 / (2 * step * Passes), product);
            AddGradient(_masked, _maskedPasses, Passes, vector, -step, -1 / (2 * step * Passes), product);
        }

        if (part != LossPart.Expected)
        {
            double share = (part == LossPart.Deterministic ? 1 : -1) / (2 * step);
            AddGradient(_plain, _plainPasses, 1, vector, step, share, product);
            AddGradient(_plain, _plainPasses, 1, vector, -step, -share, product);
        }
    }

    /// <summary>The extreme eigenvalues of the Hessian, by Lanczos' iteration.</summary>
    /// <param name="part">Which loss.</param>
    /// <param name="steps">The most products with the Hessian; some 20 to 40 settle the extreme eigenvalues of a small network.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no step.</exception>
    public Spectrum Eigenvalues(LossPart part, int steps = 32)
    {
        TheoryArgument.RequireAtLeast(1, steps, "The iteration");
        return Lanczos.Run(ParameterCount, (vector, product) => MultiplyHessian(part, vector, product), steps, Seed);
    }

    /// <summary>
    /// The curvature along a direction, v'Hv / v'v, of what dropout adds to the loss, measured on masks of its own: whatever the
    /// direction was found with, the smallest eigenvalue of the exact difference is not above this.
    /// </summary>
    /// <param name="direction">A value for each parameter.</param>
    /// <param name="passes">Number of masks, 2 or more.</param>
    /// <param name="seed">Key of the masks; one that the direction was not found with.</param>
    /// <param name="confidence">Probability with which the interval contains the exact curvature.</param>
    /// <exception cref="ArgumentException">The direction does not have a value for each parameter, or they are all 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 passes, or the confidence is not between 0 and 1.</exception>
    public Estimate DifferenceAlong(ReadOnlySpan<double> direction, int passes, ulong seed, double confidence = 0.99)
    {
        RowArgument.RequireLength(direction.Length, 1, ParameterCount, nameof(direction));
        TheoryArgument.RequireAtLeast(2, passes, "A mean with its error");
        TheoryArgument.RequireConfidence(confidence);
        double step = StepAlong(direction);
        if (step == 0)
        {
            throw new ArgumentException("The direction is zero.", nameof(direction));
        }

        double square = DifferenceStep * DifferenceStep / (4 * step * step);
        var slopes = new double[passes];
        foreach (double side in (ReadOnlySpan<double>)[step, -step])
        {
            Move(_masked, direction, side);
            Move(_plain, direction, side);
            _plainPasses.Backward(seed, 0);
            double plain = Slope(_plainPasses.Gradients, direction);
            for (int pass = 0; pass < passes; pass++)
            {
                _maskedPasses.Backward(seed, pass);
                slopes[pass] += (Slope(_maskedPasses.Gradients, direction) - plain) / (2 * side * square);
            }
        }

        var curvature = default(RunningMoments);
        foreach (double slope in slopes)
        {
            curvature.Add(slope);
        }

        return curvature.Mean(confidence);
    }

    /// <summary>Frees the copies.</summary>
    public void Dispose()
    {
        _maskedPasses.Dispose();
        _plainPasses.Dispose();
    }

    private double StepAlong(ReadOnlySpan<double> vector)
    {
        double squares = 0;
        foreach (double value in vector)
        {
            squares += value * value;
        }

        return squares == 0 ? 0 : DifferenceStep / 2 / Math.Sqrt(squares);
    }

    private void AddGradient(
        TNetwork network,
        GradientPasses<TNetwork, TTarget> gradients,
        int passes,
        ReadOnlySpan<double> vector,
        double step,
        double share,
        Span<double> product)
    {
        Move(network, vector, step);
        for (int pass = 0; pass < passes; pass++)
        {
            // Added up in double: a float sum over many passes would lose the digits that the difference is about.
            gradients.Backward(Seed, pass);
            int position = 0;
            foreach (ParameterView gradient in gradients.Gradients)
            {
                foreach (float value in gradient.ToArray())
                {
                    product[position++] += share * value;
                }
            }
        }
    }

    private void Move(TNetwork network, ReadOnlySpan<double> displacement, double factor)
    {
        int position = 0;
        foreach (ParameterView parameter in network.Parameters)
        {
            var values = new float[parameter.Count];
            for (int i = 0; i < values.Length; i++, position++)
            {
                values[i] = (float)(_origin[position] + (factor * displacement[position]));
            }

            parameter.CopyFrom(values);
        }
    }

    private static double Slope(ParameterCollection gradients, ReadOnlySpan<double> direction)
    {
        double slope = 0;
        int position = 0;
        foreach (ParameterView gradient in gradients)
        {
            foreach (float value in gradient.ToArray())
            {
                slope += value * direction[position++];
            }
        }

        return slope;
    }
}
