using System.Diagnostics;
using DropoutGen;

namespace DropoutGen.Benchmarks.TrainingStep;

/// <summary>One network, optimizer and batch size.</summary>
internal abstract class Measurement(string name, string rule)
{
    public string Name { get; } = name;

    public string Rule { get; } = rule;

    /// <summary>Floating-point operations of the products of a step: forward, weight gradient, and input gradient but for the first layer.</summary>
    public static double Operations(int batch) =>
        2.0 * batch * ((2 * 784 * 256) + (3 * 256 * 128) + (3 * 128 * 10));

    /// <summary>Seconds a step.</summary>
    public abstract double Round();

    public abstract long AllocatedBytesPerStep();
}

/// <inheritdoc/>
internal sealed class Measurement<TNetwork, TRule> : Measurement
    where TNetwork : class, INetwork<TNetwork, int>
    where TRule : struct, IUpdateRule<TRule>
{
    private readonly Trainer<TNetwork, int, TRule> _trainer;
    private readonly float[] _inputs;
    private readonly int[] _labels;
    private readonly int _steps;

    public Measurement(string name, TRule rule, int batch, VectorWidth width)
        : base(name, typeof(TRule).Name)
    {
        var random = new Random(1);
        _inputs = [.. Enumerable.Range(0, batch * 784).Select(_ => random.NextSingle())];
        _labels = [.. Enumerable.Range(0, batch).Select(_ => random.Next(10))];
        TNetwork network = TNetwork.Create(1);
        network.VectorWidth = width;
        _trainer = new Trainer<TNetwork, int, TRule>(network, rule, new TrainerOptions { BatchSize = batch });
        _steps = Math.Max(2, 2000 / batch);
        for (int i = 0; i < 50; i++)
        {
            _trainer.Step(_inputs, _labels);
        }
    }

    public override double Round()
    {
        _trainer.Step(_inputs, _labels);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _steps; i++)
        {
            _trainer.Step(_inputs, _labels);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / _steps;
    }

    public override long AllocatedBytesPerStep()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _trainer.Step(_inputs, _labels);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
