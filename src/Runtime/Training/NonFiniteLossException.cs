namespace DropoutGen;

/// <summary>A step's loss was NaN or infinite. It was found before the update: the parameters and running statistics are as they were.</summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    internal NonFiniteLossException(double loss, long step, float learningRate)
        : base(FormattableString.Invariant(
            $"The loss of step {step} is {loss} at learning rate {learningRate}; the parameters were not changed."))
    {
        Loss = loss;
        Step = step;
    }

    /// <summary>The loss.</summary>
    public double Loss { get; }

    /// <summary>Number of the step that failed, from 1.</summary>
    public long Step { get; }
}
