namespace DropoutGen.CompilerServices;

/// <summary>
/// The threads of one trainer. They start with the first work, park between steps, and end when the team is disposed or,
/// if that was forgotten, when it is collected.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly int _threads;
    private Crew? _crew;
    private int _granted;
    private bool _isActive;
    private bool _isDisposed;

    /// <summary>Makes a team.</summary>
    /// <param name="threads">How many threads may work at once, the caller included; 2 or more.</param>
    public WorkerTeam(int threads) => _threads = threads;

    /// <summary>Ends the threads of a team that nobody disposed.</summary>
    ~WorkerTeam() => _crew?.Stop();

    /// <summary>How many threads to make parts for; 1 while there are no helpers.</summary>
    public int Threads => _isActive && _granted > 0 ? _threads : 1;

    /// <summary>Asks for helpers until <see cref="End"/>. There may be none; work is then the caller's alone.</summary>
    public void Begin()
    {
        // More threads than processors would only get into each other's way.
        int members = _crew?.Members ?? (Math.Min(_threads, ProcessorBudget.Limit) - 1);
        _granted = ProcessorBudget.Enter(_isDisposed ? 0 : members);
        _isActive = true;
        if (_granted > 0)
        {
            _crew ??= new Crew(members);
            _crew.Invited = _granted;
        }
    }

    /// <summary>Runs work that is cut into parts; returns when all are done.</summary>
    /// <exception cref="Exception">What the first part that failed threw.</exception>
    public void Run(ParallelWork work, int parts)
    {
        if (parts > 1 && Threads > 1)
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

        ProcessorBudget.Leave(_granted);
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
