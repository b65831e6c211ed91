namespace DropoutGen.Benchmarks.Peers;

/// <summary>One library doing one scenario's work.</summary>
internal abstract class Contender : IDisposable
{
    /// <summary>So low that parameters, and with them the time of a step, stay as they are.</summary>
    public const float LearningRate = 1e-6f;

    /// <summary>Does the work a number of times. The loop is the contender's: a call costs as much as the least networks.</summary>
    public abstract void Run(int times);

    public virtual void Dispose()
    {
    }
}
