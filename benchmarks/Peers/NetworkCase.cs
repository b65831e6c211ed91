using DropoutGen.Benchmarks.Peers.Ours;

namespace DropoutGen.Benchmarks.Peers;

/// <summary>A shape and the generated networks that have it.</summary>
internal abstract class NetworkCase(NetworkShape shape)
{
    public NetworkShape Shape { get; } = shape;

    /// <summary>Initial parameters in PyTorch's order: weight [units, inputs] and bias of each layer.</summary>
    public abstract float[][] Parameters();

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

    public override float[][] Parameters() => [.. TPlain.Create(Seed).Parameters.Select(static view => view.ToArray())];

    public override byte[] OnnxModel(int rows)
    {
        using var stream = new MemoryStream();
        TPlain.Create(Seed).SaveOnnx(stream, new OnnxOptions { Rows = rows });
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
        return network;
    }
}
