using System.Diagnostics;
using DropoutGen;

namespace DropoutGen.Benchmarks.TrainingStep;

/// <summary>One network, optimizer and batch size.</summary>
internal abstract class Measurement(string name, string rule, double operations)
{
    public string Name { get; } = name;

    public string Rule { get; } = rule;

    /// <summary>Floating-point operations of the products of a step: forward, weight gradient, and input gradient but for the first layer.</summary>
    public double Operations { get; } = operations;

    /// <summary>Seconds a step.</summary>
    public abstract double Round();

    public abstract long AllocatedBytesPerStep();
}

/// <inheritdoc/>
internal sealed class Measurement<TNetwork, TTarget, TRule> : Measurement
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
    where TRule : struct, IUpdateRule<TRule>
{
    private readonly Trainer<TNetwork, TTarget, TRule> _trainer;
    private readonly float[] _inputs;
    private readonly TTarget[] _targets;
    private readonly int _steps;

    public Measurement(TRule rule, int batch, VectorWidth width)
        : base(typeof(TNetwork).Name, typeof(TRule).Name, TrainingWork.Operations(TNetwork.Definition, batch))
    {
        var random = new Random(1);
        NetworkDefinition definition = TNetwork.Definition;
        _inputs = [.. Enumerable.Range(0, batch * definition.Inputs).Select(_ => random.NextSingle())];
        _targets = typeof(TTarget) == typeof(int)
            ? [.. Enumerable.Range(0, batch).Select(_ => (TTarget)(object)random.Next(definition.Outputs))]
            : [.. Enumerable.Range(0, batch * definition.Outputs).Select(_ => (TTarget)(object)random.NextSingle())];
        TNetwork network = TNetwork.Create(1);
        network.VectorWidth = width;
        _trainer = new Trainer<TNetwork, TTarget, TRule>(network, rule, new TrainerOptions { BatchSize = batch });
        // The runtime compiles what is called often anew, after a pause and in the background.
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < 50; i++)
            {
                _trainer.Step(_inputs, _targets);
            }

            Thread.Sleep(150);
        }

        // Rounds of some 3 ms, so that the clock's drift is the same for all.
        _steps = 1;
        double seconds;
        do
        {
            _steps *= 2;
            seconds = Round() * _steps;
        }
        while (seconds < 0.003);

        for (int round = 0; round < 5; round++)
        {
            Thread.Sleep(120);
            Round();
        }
    }

    public override double Round()
    {
        _trainer.Step(_inputs, _targets);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _steps; i++)
        {
            _trainer.Step(_inputs, _targets);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / _steps;
    }

    public override long AllocatedBytesPerStep()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _trainer.Step(_inputs, _targets);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
