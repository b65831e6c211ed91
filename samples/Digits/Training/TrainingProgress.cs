using System.Diagnostics;

namespace DropoutGen.Samples.Digits.Training;

/// <summary>How far a training has come: written by the thread that trains, read by the one that shows it.</summary>
internal sealed class TrainingProgress(string name, int epochs, int samplesPerEpoch)
{
    private readonly Lock _lock = new();
    private readonly List<EpochResult> _history = [];
    private readonly Stopwatch _clock = new();
    private TimeSpan _stepping;
    private long _samples;

    public string Name { get; } = name;

    public int Epochs { get; } = epochs;

    public void Start() => _clock.Start();

    public void AddStep(int samples, TimeSpan time)
    {
        lock (_lock)
        {
            _samples += samples;
            _stepping += time;
        }
    }

    public void AddEpoch(EpochResult result)
    {
        lock (_lock)
        {
            _history.Add(result);
            if (_history.Count == Epochs)
            {
                _clock.Stop();
            }
        }
    }

    /// <summary>The finished epochs from one on, counted from 0.</summary>
    public EpochResult[] History(int from = 0)
    {
        lock (_lock)
        {
            return [.. _history.Skip(from)];
        }
    }

    public ProgressSnapshot Snapshot()
    {
        lock (_lock)
        {
            double done = (double)_samples / ((double)Epochs * samplesPerEpoch);
            double seconds = _clock.Elapsed.TotalSeconds;
            return new ProgressSnapshot(
                done,
                _history.Count,
                _history.Count > 0 ? _history[^1] : null,
                _stepping > TimeSpan.Zero ? _samples / _stepping.TotalSeconds : 0,
                TimeSpan.FromSeconds(seconds),
                // Too early to tell before a part of the work is done.
                done > 0.005 ? TimeSpan.FromSeconds(seconds * (1 - done) / done) : null);
        }
    }
}
