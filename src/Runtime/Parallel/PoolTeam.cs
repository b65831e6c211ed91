namespace DropoutGen.CompilerServices;

/// <summary>
/// Helps a caller with threads of the runtime's pool: for predictions, which any thread may ask for and which have nobody
/// to own threads. A thread that comes late finds nothing left to do.
/// </summary>
internal sealed class PoolTeam : IThreadPoolWorkItem
{
    private static readonly Slots<PoolTeam> s_idle = new();

    private readonly SharedWork _work = new();

    private PoolTeam()
    {
    }

    /// <summary>Runs work, in parts if that is worth it and there are helpers; returns when all of it is done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="parallelism">How many threads, and what is worth them.</param>
    /// <param name="operations">Floating-point operations altogether.</param>
    /// <param name="most">The most parts.</param>
    /// <exception cref="Exception">What the first part that failed threw.</exception>
    public static void Run(ParallelWork work, Parallelism parallelism, long operations, int most)
    {
        int parts = parallelism.Parts(operations, most);
        if (parts == 1)
        {
            work.Run(0, 1);
            return;
        }

        int granted = parallelism.Budget.Enter(Math.Min(parts, parallelism.Threads) - 1);
        PoolTeam team = s_idle.TryTake() ?? new PoolTeam();
        try
        {
            team._work.Open(work, parts);
            for (int i = 0; i < granted; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(team, preferLocal: false);
            }

            team._work.Complete(granted + 1);
        }
        finally
        {
            parallelism.Budget.Leave(granted);
            s_idle.Put(team);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        // From the middle on: the caller begins with the first part.
        while (_work.TryRunPart(1, 2))
        {
        }
    }
}
