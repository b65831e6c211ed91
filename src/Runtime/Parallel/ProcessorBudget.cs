namespace DropoutGen.CompilerServices;

/// <summary>
/// Shares processors among parallel work: no more threads compute at once than there are processors, however many
/// trainers there are.
/// </summary>
/// <param name="limit">The most threads that compute at once, callers included. Callers are never refused.</param>
internal sealed class ProcessorBudget(int limit)
{
    private int _busy;

    /// <summary>The budget of the process.</summary>
    public static ProcessorBudget Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>The most threads that compute at once, callers included.</summary>
    public int Limit { get; } = limit;

    /// <summary>Threads that compute now.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Counts the calling thread in, and as many helpers as are wanted and left.</summary>
    /// <param name="wanted">Helpers wanted.</param>
    /// <returns>Helpers granted; the same number goes to <see cref="Leave"/>.</returns>
    public int Enter(int wanted)
    {
        while (true)
        {
            int busy = Busy;
            int granted = Math.Clamp(Limit - busy - 1, 0, wanted);
            if (Interlocked.CompareExchange(ref _busy, busy + 1 + granted, busy) == busy)
            {
                return granted;
            }
        }
    }

    /// <summary>Counts the calling thread and its helpers out.</summary>
    public void Leave(int granted) => Interlocked.Add(ref _busy, -1 - granted);
}
