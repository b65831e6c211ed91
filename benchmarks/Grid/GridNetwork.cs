namespace DropoutGen.Benchmarks.Grid;

/// <summary>A generated network of the grid.</summary>
/// <param name="definition">Its sizes.</param>
internal abstract class GridNetwork(NetworkDefinition definition)
{
    /// <summary>Every network, the squares by size first.</summary>
    public static readonly GridNetwork[] All =
    [
        new GridNetwork<Square1>(),
        new GridNetwork<Square3>(),
        new GridNetwork<Square10>(),
        new GridNetwork<Square17>(),
        new GridNetwork<Square33>(),
        new GridNetwork<Square64>(),
        new GridNetwork<Square100>(),
        new GridNetwork<Square129>(),
        new GridNetwork<Square256>(),
        new GridNetwork<Square333>(),
        new GridNetwork<Square512>(),
        new GridNetwork<Square1000>(),
        new GridNetwork<Square2048>(),
        new GridNetwork<Square4096>(),
        new GridNetwork<Of4By32By1>(),
        new GridNetwork<Of1000By10>(),
        new GridNetwork<Of1By4096By1>(),
        new GridNetwork<Of784By256By128By10>(),
    ];

    public NetworkDefinition Definition { get; } = definition;

    /// <summary>Inputs and units of each layer.</summary>
    public string Name { get; } = string.Join('-', definition.Parameters
        .Where(static parameter => parameter.Kind == ParameterKind.Weight)
        .Select(static weight => weight.Shape[0])
        .Prepend(definition.Inputs));

    /// <summary>Training steps on a random batch.</summary>
    public abstract Action<int> Steps(int batch, VectorWidth width);
}

/// <inheritdoc/>
internal sealed class GridNetwork<TNetwork>() : GridNetwork(TNetwork.Definition)
    where TNetwork : class, INetwork<TNetwork, float>
{
    public override Action<int> Steps(int batch, VectorWidth width)
    {
        TNetwork network = TNetwork.Create(1);
        network.VectorWidth = width;

        // A rate of almost 0 keeps the parameters where they are, and with them the time of a step.
        var trainer = new Trainer<TNetwork, float, Sgd>(network, new Sgd(1e-6f), new TrainerOptions { BatchSize = batch });
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, batch * Definition.Inputs).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, batch * Definition.Outputs).Select(_ => random.NextSingle())];
        return times =>
        {
            for (int i = 0; i < times; i++)
            {
                trainer.Step(inputs, targets);
            }
        };
    }
}
