namespace DropoutGen.Benchmarks.FirstStep;

/// <summary>What a trainer allocates beside what its training cannot do without.</summary>
internal static class TrainerMemory
{
    /// <summary>
    /// Bytes that a training step of this network needs whoever runs it: each layer's output for the way back, the
    /// gradients by the largest two outputs that follow each other, and what the optimizer keeps. Gradients by parameters
    /// are not stored: kernels hand them to the optimizer.
    /// </summary>
    public static long Needed(NetworkDefinition definition, int rows, int statesPerParameter)
    {
        int[] outputs = [.. definition.Layers.Where(static layer => layer.Kind == "Dense").Select(static layer => layer.Units)];
        long saved = outputs.Sum(static units => (long)units);
        long gradients = outputs.Zip(outputs.Skip(1), static (left, right) => (long)left + right).Max();
        long parameters = definition.Layers
            .Where(static layer => layer.Kind == "Dense")
            .Sum(static layer => ((long)layer.Inputs + 1) * layer.Units);
        return sizeof(float) * ((rows * (saved + gradients)) + (statesPerParameter * parameters));
    }

    /// <summary>Bytes on the heap that a trainer and its first two steps allocate.</summary>
    public static long Allocated<TNetwork, TRule>(TRule rule, int rows)
        where TNetwork : class, INetwork<TNetwork, int>
        where TRule : struct, IUpdateRule<TRule>
    {
        TNetwork network = TNetwork.Create(1);
        var inputs = new float[rows * TNetwork.Definition.Inputs];
        var labels = new int[rows];

        // What is allocated once a process, whoever is first.
        using (var other = new Trainer<TNetwork, int, TRule>(network, rule, new TrainerOptions { BatchSize = 1 }))
        {
            other.Step(inputs.AsSpan(0, TNetwork.Definition.Inputs), labels.AsSpan(0, 1));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        using var trainer = new Trainer<TNetwork, int, TRule>(network, rule, new TrainerOptions { BatchSize = rows });
        trainer.Step(inputs, labels);
        trainer.Step(inputs, labels);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
