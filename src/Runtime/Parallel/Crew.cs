namespace DropoutGen.CompilerServices;

/// <summary>Threads that wait for parts of one caller's work. They hold on to this object and to nothing of the caller's.</summary>
internal sealed class Crew
{
    private readonly CrewMember[] _members;
    private int _invited;
    private volatile bool _isStopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="members">How many.</param>
    public Crew(int members)
    {
        _members = new CrewMember[members];
        for (int i = 0; i < members; i++)
        {
            _members[i] = new CrewMember(this, i);
        }
    }

    /// <summary>Number of threads.</summary>
    public int Members => _members.Length;

    /// <summary>Whether the threads end as soon as they have finished what they took.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>What they work on.</summary>
    public SharedWork Work { get; } = new();

    /// <summary>How many members may take parts; the others stay parked.</summary>
    public int Invited
    {
        get => Volatile.Read(ref _invited);
        set => Volatile.Write(ref _invited, value);
    }

    /// <summary>Runs a piece of work together with the members that are invited.</summary>
    public void Run(ParallelWork work, int parts)
    {
        int invited = Invited;
        Work.Open(work, parts);
        for (int i = 0; i < invited; i++)
        {
            _members[i].Wake();
        }

        Work.Complete(invited + 1);
    }

    /// <summary>Ends the threads. It does not wait for them.</summary>
    public void Stop()
    {
        _isStopping = true;
        // Whoever parks after this line sees it; whoever parked before is seen.
        Interlocked.MemoryBarrier();
        foreach (CrewMember member in _members)
        {
            member.Wake();
        }
    }

    /// <summary>Waits until the threads have ended, after <see cref="Stop"/>.</summary>
    public void Join()
    {
        foreach (CrewMember member in _members)
        {
            member.Join();
        }
    }
}
