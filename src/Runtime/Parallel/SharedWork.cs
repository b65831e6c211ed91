using System.Runtime.ExceptionServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Hands out one piece of work at a time. The thread that offers it takes parts like any other and returns when all are
/// done; it never waits for a thread that has not taken one.
/// </summary>
internal sealed class SharedWork
{
    // Turns of a waiting loop before it offers its processor to others.
    private const int TurnsBeforeYield = 2_000;

    private OpenParts _open;
    private ParallelWork? _work;
    private int _parts;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether there is a part to take.</summary>
    public bool HasOpen => _open.HasOpen;

    /// <summary>Opens a piece of work; <see cref="Complete"/> must follow.</summary>
    /// <param name="work">What to run.</param>
    /// <param name="parts">Number of parts, 1 to <see cref="OpenParts.Maximum"/>.</param>
    public void Open(ParallelWork work, int parts)
    {
        _work = work;
        _parts = parts;
        _open.Open(parts);
    }

    /// <summary>Takes and runs a part, if there is one.</summary>
    /// <param name="thread">Number of the thread among those that may take part, from 0.</param>
    /// <param name="threads">How many these are.</param>
    public bool TryRunPart(int thread, int threads)
    {
        if (!_open.TryTake(thread * _parts / threads % OpenParts.Maximum, out int part))
        {
            return false;
        }

        // The work cannot change before the part is finished. After a failure the rest is not worth running.
        try
        {
            if (Volatile.Read(ref _failure) is null)
            {
                _work!.Run(part, _parts);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }

        _open.Finish();
        return true;
    }

    /// <summary>Runs parts until none is open, waits for those that others took, and throws what the first that failed threw.</summary>
    /// <param name="threads">How many threads may take part; the caller is number 0.</param>
    public void Complete(int threads)
    {
        while (TryRunPart(0, threads))
        {
        }

        for (int turn = 0; !_open.IsFinished; turn++)
        {
            Wait(turn);
        }

        // Whoever keeps this object does not keep what was worked on.
        _work = null;
        if (_failure is { } failure)
        {
            _failure = null;
            failure.Throw();
        }
    }

    /// <summary>A turn of a loop that waits for another thread: short at first, then others may have the processor.</summary>
    public static void Wait(int turn)
    {
        if (turn < TurnsBeforeYield)
        {
            Thread.SpinWait(1);
        }
        else
        {
            Thread.Yield();
        }
    }
}
