namespace DropoutGen.CompilerServices;

/// <summary>
/// The threads of one trainer. They start with the first work, park between steps, and end when the team is disposed or,
/// if that was forgotten, when it is collected.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Parallelism _parallelism;
    private Crew? _crew;
    private int _granted;
    private bool _isActive;
    private bool _isDisposed;

    /// <summary>Makes a team.</summary>
    /// <param name="parallelism">How many threads may work at once, 2 or more, and what is worth it.</param>
    public WorkerTeam(Parallelism parallelism) => _parallelism = parallelism;

    /// <summary>Ends the threads of a team that nobody disposed.</summary>
    ~WorkerTeam() => _crew?.Stop();

    /// <summary>Whether there are helpers now.</summary>
    public bool HasHelpers => _isActive && _granted > 0;

    /// <summary>Asks for helpers until <see cref="End"/>. There may be none; work is then the caller's alone.</summary>
    /// <param name="operations">Floating-point operations of the largest piece of work.</param>
    public void Begin(long operations)
    {
        if (operations < _parallelism.LeastOperations)
        {
            return;
        }

        // More threads than processors would only get into each other's way.
        int members = _crew?.Members ?? (Math.Min(_parallelism.Threads, _parallelism.Budget.Limit) - 1);
        _granted = _parallelism.Budget.Enter(_isDisposed ? 0 : members);
        _isActive = true;
        if (_granted > 0)
        {
            _crew ??= new Crew(members);
            _crew.Invited = _granted;
        }
    }

    /// <summary>Number of parts to make of a piece of work: 1 while there are no helpers, or if it is not worth more.</summary>
    /// <param name="operations">Floating-point operations altogether.</param>
    /// <param name="most">The most parts that make sense.</param>
    public int Parts(long operations, int most) => HasHelpers ? _parallelism.Parts(operations, most) : 1;

    /// <summary>Runs work that is cut into parts; returns when all are done.</summary>
    /// <exception cref="Exception">What the first part that failed threw.</exception>
    public void Run(ParallelWork work, int parts)
    {
        if (parts > 1 && HasHelpers)
        {
            _crew!.Run(work, parts);
            return;
        }

        for (int part = 0; part < parts; part++)
        {
            work.Run(part, parts);
        }
    }

    /// <summary>Gives the helpers back; does nothing without <see cref="Begin"/>.</summary>
    public void End()
    {
        if (!_isActive)
        {
            return;
        }

        _isActive = false;
        if (_crew is not null)
        {
            _crew.Invited = 0;
        }

        _parallelism.Budget.Leave(_granted);
    }

    /// <summary>Ends the threads and waits until they have. A step that runs on another thread is finished by that thread.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        GC.SuppressFinalize(this);
        if (_crew is { } crew)
        {
            crew.Stop();
            crew.Join();
        }
    }
}
