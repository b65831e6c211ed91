namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>How good a network is on some rows.</summary>
/// <param name="Error">Root mean squared error of the Monte-Carlo mean, in the target's unit.</param>
/// <param name="Likelihood">Mean log predictive density of a row, in nats.</param>
internal readonly record struct Evaluation(double Error, double Likelihood);

/// <summary>A network trained on some rows, with what its values were scaled by.</summary>
internal sealed class Trained<TNetwork>
    where TNetwork : class, INetwork<TNetwork, float>
{
    private const int BatchSize = 128;

    // Square of the prior's length scale, 0.01.
    private const double SquaredLengthScale = 1e-4;

    private readonly double _precision;
    private readonly ulong _seed;

    private Trained(TNetwork network, Standardization scale, double precision, ulong seed)
    {
        Network = network;
        Scale = scale;
        _precision = precision;
        _seed = seed;
    }

    public TNetwork Network { get; }

    public Standardization Scale { get; }

    /// <summary>Trains a new network by Adam on the mean squared error of scaled targets.</summary>
    public static Trained<TNetwork> Train(
        UciData data, Samples training, double rate, double precision, ProtocolSettings settings, ulong seed)
    {
        var scale = new Standardization(training);
        TNetwork network = TNetwork.Create(seed);
        network.Dropouts.SetRates(rate);

        // The penalty is lambda sum w^2, its gradient 2 lambda w.
        double penalty = SquaredLengthScale * (1 - rate) / (2 * training.Count * precision);
        using var trainer = new Trainer<TNetwork, float, Adam>(
            network,
            new Adam(learningRate: 1e-3f, weightDecay: (float)(2 * penalty)),
            new TrainerOptions { BatchSize = BatchSize, Seed = seed });
        var batches = new ShuffledBatches(scale.Inputs(training), scale.Targets(training), BatchSize, seed);
        int epochs = settings.EpochFactor * data.EpochUnits;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            batches.Shuffle();
            for (int batch = 0; batch < batches.Count; batch++)
            {
                (ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets) = batches.Batch(batch);
                trainer.Step(inputs.Span, targets.Span);
            }
        }

        return new Trained<TNetwork>(network, scale, precision, seed);
    }

    /// <summary>Predicts through many masks.</summary>
    public Evaluation Evaluate(Samples samples, int passes)
    {
        double deviation = Scale.TargetDeviation;
        float[] targets = Scale.Targets(samples);
        MonteCarloPrediction prediction = Network.PredictMonteCarlo(
            Scale.Inputs(samples),
            targets,
            new MonteCarloOptions { Passes = passes, Seed = _seed, Precision = _precision * deviation * deviation });
        double squares = 0;
        double likelihood = 0;
        for (int row = 0; row < samples.Count; row++)
        {
            double difference = (prediction.Mean[row] * deviation) + Scale.TargetMean - samples.Targets[row];
            squares += difference * difference;

            // A density is per unit: in the target's own it is smaller by the deviation.
            likelihood += prediction.LogPredictiveDensity[row] - Math.Log(deviation);
        }

        return new Evaluation(Math.Sqrt(squares / samples.Count), likelihood / samples.Count);
    }
}
