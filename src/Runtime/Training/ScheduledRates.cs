namespace DropoutGen.CompilerServices;

/// <summary>Sets the rates of the dropouts that have a schedule.</summary>
internal sealed class ScheduledRates
{
    private readonly DropoutCollection _dropouts;
    private readonly RateSchedule?[] _schedules;
    private readonly double[] _rates;
    private readonly bool _isEmpty;

    public ScheduledRates(DropoutCollection dropouts, Func<DropoutDefinition, RateSchedule?> schedules)
    {
        _dropouts = dropouts;
        _schedules = [.. dropouts.Select(dropout => schedules(dropout.Definition))];
        _rates = new double[_schedules.Length];
        _isEmpty = Array.TrueForAll(_schedules, static schedule => schedule is null);
        for (int site = 0; site < _schedules.Length; site++)
        {
            DropoutDefinition definition = dropouts[site].Definition;
            if (_schedules[site] is not null && definition.Kind == DropoutKind.Concrete)
            {
                throw new ArgumentException($"The rate of {definition.Name} is learned: it can have no schedule.", nameof(schedules));
            }
        }
    }

    /// <summary>Sets the rates of a step: all of them, or none if a schedule gives no rate.</summary>
    /// <exception cref="InvalidOperationException">A schedule gives a rate outside [0, 1).</exception>
    public void Set(long step)
    {
        if (!_isEmpty)
        {
            SetScheduled(step);
        }
    }

    private void SetScheduled(long step)
    {
        for (int site = 0; site < _schedules.Length; site++)
        {
            if (_schedules[site] is not { } schedule)
            {
                continue;
            }

            double rate = schedule.RateAt(step);
            _rates[site] = RateSchedule.IsRate(rate)
                ? rate
                : throw new InvalidOperationException(FormattableString.Invariant(
                    $"The schedule of {_dropouts[site].Definition.Name} gives the rate {rate} for step {step}; it must be 0 or above and below 1."));
        }

        for (int site = 0; site < _schedules.Length; site++)
        {
            if (_schedules[site] is not null && _rates[site] != _dropouts[site].Rate)
            {
                _dropouts[site].Rate = _rates[site];
            }
        }
    }
}
