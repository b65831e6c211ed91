using System.Diagnostics;

namespace DropoutGen.CompilerServices;

/// <summary>A thread of a <see cref="Crew"/>: it takes parts, spins for a while when there are none, then parks.</summary>
internal sealed class CrewMember
{
    // Waking a parked thread takes tens of microseconds, which a step that follows soon should not pay.
    private static readonly long s_spinTicks = Stopwatch.Frequency / 5_000;
    private const int TurnsBetweenLooksAtTheClock = 64;

    private readonly Crew _crew;
    private readonly int _index;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private bool _isParked;

    public CrewMember(Crew crew, int index)
    {
        _crew = crew;
        _index = index;
        _thread = new Thread(Run) { IsBackground = true, Name = "DropoutGen " + (index + 1) };
        _thread.Start();
    }

    private bool HasWork => _index < _crew.Invited && _crew.Work.HasOpen;

    /// <summary>Unparks the thread if it is parked. Called after the work was opened, with a full fence between.</summary>
    public void Wake()
    {
        if (!Volatile.Read(ref _isParked))
        {
            return;
        }

        lock (_gate)
        {
            _isParked = false;
            Monitor.Pulse(_gate);
        }
    }

    public void Join() => _thread.Join();

    private void Run()
    {
        while (!_crew.IsStopping)
        {
            int invited = _crew.Invited;
            if (_index >= invited || !_crew.Work.TryRunPart(_index + 1, invited + 1))
            {
                SpinThenPark();
            }
        }
    }

    private void SpinThenPark()
    {
        long end = Stopwatch.GetTimestamp() + s_spinTicks;
        for (int turn = 0; turn % TurnsBetweenLooksAtTheClock != 0 || turn == 0 || Stopwatch.GetTimestamp() < end; turn++)
        {
            if (HasWork || _crew.IsStopping)
            {
                return;
            }

            SharedWork.Wait(turn);
        }

        lock (_gate)
        {
            // Said before the last look for work: whoever opens work afterwards sees it.
            _isParked = true;
            Interlocked.MemoryBarrier();
            if (HasWork || _crew.IsStopping)
            {
                _isParked = false;
            }

            while (_isParked)
            {
                Monitor.Wait(_gate);
            }
        }
    }
}
