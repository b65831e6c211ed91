namespace DropoutGen;

/// <summary>
/// The rate of a dropout as a function of the number of updates so far, and of nothing else: training that is taken up again
/// at a step goes on with the same rates.
/// </summary>
/// <remarks>Derive from it for a schedule of your own. See <see cref="TrainerOptions.RateSchedules"/>.</remarks>
public abstract class RateSchedule
{
    /// <summary>The rate for a step.</summary>
    /// <param name="step">Number of updates so far, from 0: <c>Trainer.StepCount</c>.</param>
    /// <returns>A probability, 0 or above and below 1.</returns>
    public abstract double RateAt(long step);

    /// <summary>The same rate at every step.</summary>
    /// <param name="rate">The rate, 0 or above and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of range.</exception>
    public static RateSchedule Constant(double rate) => new ConstantSchedule(RequireRate(rate, nameof(rate)));

    /// <summary>From one rate to another in equal steps, and the latter from then on.</summary>
    /// <param name="from">The rate at step 0, 0 or above and below 1.</param>
    /// <param name="to">The rate at step <paramref name="steps"/> and behind it, 0 or above and below 1.</param>
    /// <param name="steps">Number of updates until then, 1 or above.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static RateSchedule Linear(double from, double to, long steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new LinearSchedule(RequireRate(from, nameof(from)), RequireRate(to, nameof(to)), steps);
    }

    /// <summary>Curriculum dropout: from 0 towards a rate, rate (1 - exp(-gamma step)).</summary>
    /// <remarks>Morerio, Cavazza, Volpi, Vidal, Murino: Curriculum Dropout (2017); they take gamma = 10 / number of all updates.</remarks>
    /// <param name="rate">The rate that it approaches, 0 or above and below 1.</param>
    /// <param name="gamma">How fast, per update; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static RateSchedule Curriculum(double rate, double gamma) => double.IsFinite(gamma) && gamma > 0
        ? new CurriculumSchedule(RequireRate(rate, nameof(rate)), gamma)
        : throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma must be finite and above 0.");

    internal static bool IsRate(double rate) => rate is >= 0 and < 1;

    private static double RequireRate(double rate, string name) => IsRate(rate)
        ? rate
        : throw new ArgumentOutOfRangeException(name, rate, "A dropout rate must be 0 or above and below 1.");

    private sealed class ConstantSchedule(double rate) : RateSchedule
    {
        public override double RateAt(long step) => rate;
    }

    private sealed class LinearSchedule(double from, double to, long steps) : RateSchedule
    {
        public override double RateAt(long step) =>
            step >= steps ? to : from + ((to - from) * Math.Max(0, step) / steps);
    }

    private sealed class CurriculumSchedule(double rate, double gamma) : RateSchedule
    {
        public override double RateAt(long step) => rate * (1 - Math.Exp(-gamma * Math.Max(0, step)));
    }
}
