namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// A network computed slowly, in double precision, straight from the formulas: what the generated float kernels are held
/// against. It shares no code with them.
/// </summary>
public sealed class OracleNetwork
{
    private readonly List<BoundLayer> _layers = [];
    private readonly OracleBinder _binder = new();

    public OracleNetwork(int inputs, IReadOnlyList<OracleLayer> layers, OracleLoss loss)
    {
        Inputs = inputs;
        Loss = loss;
        int units = inputs;
        foreach (OracleLayer layer in layers)
        {
            _layers.Add(layer.Bind(_binder, units));
            units = _layers[^1].Outputs;
        }

        Outputs = units;
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public OracleLoss Loss { get; }

    /// <summary>In layer order: dense0.weight, dense0.bias, dense1.weight, ...</summary>
    public IReadOnlyList<OracleParameter> Parameters => _binder.Parameters;

    public IReadOnlyList<DropoutSite> Sites => _binder.Sites;

    public OracleParameter this[string name] => Parameters.Single(parameter => parameter.Name == name);

    /// <summary>Fills all parameters, biases too, with seeded values of a size that keeps activations near 1.</summary>
    public void Randomize(int seed)
    {
        var random = new Random(seed);
        foreach (OracleParameter parameter in Parameters)
        {
            double bound = parameter.IsWeight ? Math.Sqrt(3.0 / parameter.Shape[1]) : 0.5;
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] = parameter.Center + (((2 * random.NextDouble()) - 1) * bound);
            }
        }
    }

    /// <summary>Running statistics in layer order: batchnorm0.running_mean, batchnorm0.running_var, ...</summary>
    public IReadOnlyList<OracleParameter> Statistics => _binder.Statistics;

    /// <summary>Whether rows of a training batch depend on each other, and a single one cannot be trained on.</summary>
    public bool HasBatchNorm => Statistics.Count > 0;

    /// <summary>The masks of the product's contract for this network's sites at their declared rates.</summary>
    public PhiloxMaskSource PhiloxMasks(ulong seed, ulong step, bool isShared = false) =>
        new(seed, step, Sites, isShared);

    /// <summary>
    /// Without <paramref name="masks"/> nothing is drawn, and inference scales by the effective probabilities of the
    /// declared rates.
    /// </summary>
    /// <param name="inputs">The batch.</param>
    /// <param name="mode">What the pass is for.</param>
    /// <param name="masks">What dropout keeps.</param>
    /// <param name="noise">Disturbs the pass as rounding would, to tell how much that matters.</param>
    /// <param name="usesBatchMoments">Whether batch normalisations use the batch's moments though the pass is not for training.</param>
    public OraclePass Forward(Matrix inputs, OracleMode mode, MaskSource? masks = null, OracleNoise? noise = null, bool usesBatchMoments = false)
    {
        if (inputs.Columns != Inputs)
        {
            throw new ArgumentException($"Rows of {inputs.Columns} values, not {Inputs}.", nameof(inputs));
        }

        if (masks is null && mode != OracleMode.Inference && Sites.Count > 0)
        {
            throw new ArgumentNullException(nameof(masks), $"{mode} needs masks for {Sites.Count} dropout sites.");
        }

        var run = new OracleRun(mode, masks ?? new DeclaredRates(Sites)) { Noise = noise, UsesBatchMoments = usesBatchMoments };
        return new OraclePass(this, LayerPass.Chain(_layers, inputs, run), run);
    }

    /// <summary>Forward, loss and backward.</summary>
    public OracleStep Step(Matrix inputs, OracleTargets targets, OracleMode mode, MaskSource? masks = null)
    {
        OraclePass pass = Forward(inputs, mode, masks);
        LossResult loss = pass.Evaluate(targets);
        return new OracleStep(loss.Value, pass.Logits, pass.Backward(loss.Gradient));
    }

    /// <summary>Softmax, sigmoid or the plain outputs, whichever belongs to the loss.</summary>
    public Matrix Predict(
        Matrix inputs, OracleMode mode = OracleMode.Inference, MaskSource? masks = null, OracleNoise? noise = null) =>
        Loss.Predict(Forward(inputs, mode, masks, noise).Logits);

    private sealed class DeclaredRates(IReadOnlyList<DropoutSite> sites) : MaskSource
    {
        public override bool Kept(int site, int row, int unit) => throw new InvalidOperationException("No masks here.");

        public override double KeepProbability(int site) => sites[site].KeepProbability;
    }
}
