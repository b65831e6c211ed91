using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>What networks say about their uncertainty beyond the plain form of <c>PredictMonteCarlo</c>.</summary>
public static class UncertaintyExtensions
{
    /// <summary>Predicts through many dropout masks, with quantiles if the options ask for them.</summary>
    /// <remarks>
    /// Memory does not grow with the number of passes: predictions of a chunk of rows are kept for quantiles as long as they take
    /// at most 16 MiB a thread; beyond that the same passes are drawn again, which takes longer and gives the same result.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="options">Passes, seed, threads, quantiles.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="inputs"/> is no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static MonteCarloPrediction PredictMonteCarlo<TNetwork>(
        this TNetwork network, ReadOnlySpan<float> inputs, MonteCarloOptions options)
        where TNetwork : class, INetwork<TNetwork> =>
        MonteCarloSampling.Run(network, inputs, options);

    /// <summary>
    /// Predicts through many dropout masks and says how probable observed targets are:
    /// <see cref="MonteCarloPrediction.LogPredictiveDensity"/>.
    /// </summary>
    /// <remarks>
    /// For <c>MeanSquaredError</c> and <c>Huber</c> targets scatter normally around an output with
    /// <see cref="MonteCarloOptions.Precision"/>; for <c>GaussianNegativeLogLikelihood</c> with the variance that the network predicts;
    /// for <c>SoftmaxCrossEntropy</c> and <c>SigmoidCrossEntropy</c> it is the probability of the labels.
    /// </remarks>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="targets">The rows' targets, as <c>Trainer.Step</c> takes them.</param>
    /// <param name="options">Passes, seed, threads, quantiles, precision.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a target is not finite, or the precision is missing or has no place there.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a target is out of range.</exception>
    /// <exception cref="NotSupportedException">The loss is <c>Quantile</c>, which says nothing about the density of targets.</exception>
    public static MonteCarloPrediction PredictMonteCarlo<TNetwork, TTarget>(
        this TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, MonteCarloOptions options)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged =>
        MonteCarloSampling.Run(network, inputs, targets, options);

    /// <summary>
    /// Predicts mean and variance over the dropout masks without sampling, of the values that the loss takes
    /// (<c>PredictLogits</c>).
    /// </summary>
    /// <remarks>
    /// Exact, but for rounding, where no activation and no <c>LayerNorm</c> stands behind the first dropout, and where the masks in front
    /// of these are so few that all are gone through. Elsewhere values are taken as jointly normal in front of each of them, with all
    /// their covariances; behind a first dropout on few units, or on a residual branch, this is done for each of its likely masks. Dropout: with keep probability q a
    /// variance v of mean m becomes (v + (1 - q) m^2) / q for inverted scaling and q (v + (1 - q) m^2) for classic. The normal approximation
    /// is Wang, Manning: Fast Dropout Training (2013), here with covariances; closed forms for <c>Relu</c> and
    /// <c>LeakyRelu</c>, quadrature for other activations. Behind a residual branch Var(x + y) = Var(x) + Var(y) + 2 Cov(x, y), where an
    /// activation f makes Cov(x, y) into Cov(x, y) E[f'(y)] (Stein: Estimation of the Mean of a Multivariate Normal Distribution, 1981).
    /// <c>LayerNorm</c> takes the logarithm of its sum of squares as normal too.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="options">Threads, masks; the defaults if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="inputs"/> is no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static MomentPrediction PredictMoments<TNetwork>(
        this TNetwork network, ReadOnlySpan<float> inputs, MomentOptions? options = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new MomentOptions();
        options.Validate();
        NetworkDefinition definition = network.State.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        var mean = new float[rows * definition.Outputs];
        var variance = new float[rows * definition.Outputs];
        new MomentWork(new MomentPlan(network.State, options.MaximumMasks), mean, variance)
            .Run(inputs, rows, new Parallelism(options.Threads, ProcessorBudget.Shared));
        return new MomentPrediction(rows, mean, variance);
    }

    /// <summary>
    /// Predicts with DropConnect's own inference: behind each Dense whose weights are masked a unit is taken as normal, with its mean and
    /// variance over the masks, and the mean of what the activations behind make of it goes on.
    /// </summary>
    /// <remarks>
    /// <c>Predict</c> takes the mean weights instead, as if the mean of an activation were the activation of the mean. With weights w, inputs x
    /// and keep probability q a unit has the mean sum w x + b and the variance (1 - q) / q sum (w x)^2. Wan, Zeiler, Zhang, LeCun, Fergus:
    /// Regularization of Neural Networks using DropConnect (2013), section 3.2, which averages draws of the normal distribution; the mean here is
    /// what they tend to, exact for <c>Relu</c> and <c>LeakyRelu</c> and by quadrature for others, so that there is no seed. In double
    /// precision, on one thread. Other dropout is as in <c>Predict</c>.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="outputs">Receives rows x outputs predictions.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void PredictGaussian<TNetwork>(this TNetwork network, ReadOnlySpan<float> inputs, Span<float> outputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkDefinition definition = network.State.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        RowArgument.RequireLength(outputs.Length, rows, definition.Outputs, nameof(outputs));
        var inference = new GaussianInference(network.State);
        int stride = (definition.Outputs + 15) / 16 * 16;
        var logits = new AlignedBuffer(stride);
        for (int row = 0; row < rows; row++)
        {
            inference.Run(inputs.Slice(row * definition.Inputs, definition.Inputs), logits.Span[..definition.Outputs]);
            TNetwork.Loss.ToPredictions(network.State.VectorWidth, logits.Span, stride, 1, definition.Outputs);
            logits.Span[..definition.Outputs].CopyTo(outputs.Slice(row * definition.Outputs, definition.Outputs));
        }
    }

    /// <summary>
    /// Draws one subnetwork as a network of its own: the units that a mask drops are gone from its weights, kept ones are scaled as in
    /// training, and its rates are 0. It predicts what the pass with this mask predicts for its first row.
    /// </summary>
    /// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014), section 1: training samples such thinned networks.</remarks>
    /// <param name="network">The network; it is not changed.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="pass">Number of the pass, 0 or above: each has another mask.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pass"/> is negative.</exception>
    /// <exception cref="NotSupportedException">
    /// A dropout is none of <c>Dropout</c>, <c>FeatureDropout</c>, <c>DropConnect</c> and <c>DropPath</c>, or stands where its mask cannot be written into weights; the message names it.
    /// </exception>
    public static TNetwork Thin<TNetwork>(this TNetwork network, ulong seed, long pass = 0)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(pass);
        TNetwork thinned = TNetwork.Create(0);
        Subnetwork.Thin(network.State, thinned.State, seed, (ulong)pass);
        return thinned;
    }
}
