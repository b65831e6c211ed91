using DropoutGen.Benchmarks.Peers.Ours;

namespace DropoutGen.Benchmarks.Peers;

/// <summary>A shape and the generated networks that have it.</summary>
internal abstract class NetworkCase(NetworkShape shape)
{
    public NetworkShape Shape { get; } = shape;

    /// <summary>The dropout rates that training and sampling are timed with; 0 stands for the network without dropout.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [0.5, 0.2, 0];

    /// <summary>The loss.</summary>
    public abstract Loss Loss { get; }

    /// <summary>The least rows that can be trained on.</summary>
    public int FewestRows => Definition(0).BatchNorms.IsEmpty ? 1 : 2;

    /// <summary>The network as declared, without dropout layers for a rate of 0.</summary>
    public abstract NetworkDefinition Definition(double rate);

    /// <summary>Initial parameters in PyTorch's order: weight [units, inputs] and bias of each layer.</summary>
    public abstract ParameterCollection Parameters();

    /// <summary>The running statistics that everyone starts with.</summary>
    public abstract ParameterCollection Statistics();

    /// <summary>The network without dropout as an ONNX model of a fixed number of rows, so that a runtime can plan for it.</summary>
    public abstract byte[] OnnxModel(int rows);

    /// <summary>Ours, for a scenario.</summary>
    public abstract Contender Ours(Scenario scenario, VectorWidth width);

    /// <summary>Ours without dropout, from the initial parameters: what others are checked against.</summary>
    public abstract OursReference Reference(VectorWidth width);
}

/// <inheritdoc/>
internal sealed class NetworkCase<TDropout, TPlain, TTarget>(NetworkShape shape) : NetworkCase(shape)
    where TDropout : class, INetwork<TDropout, TTarget>
    where TPlain : class, INetwork<TPlain, TTarget>
    where TTarget : unmanaged
{
    private const ulong Seed = 1;

    public override Loss Loss => TPlain.Loss;

    public override NetworkDefinition Definition(double rate) => rate > 0 ? TDropout.Definition : TPlain.Definition;

    public override ParameterCollection Parameters() => Create<TPlain>(VectorWidths.Default).Parameters;

    public override ParameterCollection Statistics() => Create<TPlain>(VectorWidths.Default).RunningStatistics;

    public override byte[] OnnxModel(int rows)
    {
        using var stream = new MemoryStream();
        Create<TPlain>(VectorWidths.Default).SaveOnnx(stream, new OnnxOptions { Rows = rows });
        return stream.ToArray();
    }

    public override Contender Ours(Scenario scenario, VectorWidth width)
    {
        var batch = new Batch(Shape, scenario.Batch);
        TDropout dropout = Create<TDropout>(width);
        if (scenario.Rate is > 0)
        {
            dropout.Dropouts.SetRates(scenario.Rate.Value);
        }

        return scenario.Phase switch
        {
            Phase.Infer => new OursInference<TPlain>(Create<TPlain>(width), batch, scenario.Threads),
            Phase.Sample => new OursSampling<TDropout>(dropout, batch, scenario.Threads),
            _ when scenario.Rate == 0 => Training(Create<TPlain>(width), batch, scenario),
            _ => Training(dropout, batch, scenario),
        };
    }

    public override OursReference Reference(VectorWidth width) => new OursReference<TPlain, TTarget>(() => Create<TPlain>(width));

    // A rate of almost 0 keeps the parameters where they are, and with them the time of a step.
    private static Contender Training<TNetwork>(TNetwork network, Batch batch, Scenario scenario)
        where TNetwork : class, INetwork<TNetwork, TTarget> => scenario.Optimizer switch
        {
            OptimizerKind.Adam => new OursTraining<TNetwork, TTarget, Adam>(network, new Adam(Contender.LearningRate), batch, scenario.Threads),
            _ => new OursTraining<TNetwork, TTarget, Sgd>(network, new Sgd(Contender.LearningRate), batch, scenario.Threads),
        };

    private static TNetwork Create<TNetwork>(VectorWidth width)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(Seed);
        network.VectorWidth = width;
        MoveNormalizations(network);
        return network;
    }

    // As training would have: where they start, a normalisation that was left out would not show at inference.
    private static void MoveNormalizations<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(1);
        foreach (ParameterView view in network.Parameters.Concat(network.RunningStatistics))
        {
            float? center = view.Definition.Kind switch
            {
                ParameterKind.Scale or ParameterKind.RunningVariance => 1f,
                ParameterKind.Shift or ParameterKind.RunningMean => 0f,
                _ => null,
            };
            if (center is { } value)
            {
                view.CopyFrom([.. Enumerable.Range(0, view.Count).Select(_ => value + (0.5f * (random.NextSingle() - 0.5f)))]);
            }
        }
    }
}
