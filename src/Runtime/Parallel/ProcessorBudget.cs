namespace DropoutGen.CompilerServices;

/// <summary>
/// Shares the processors among all parallel work of the process: no more threads compute at once than there are
/// processors, however many trainers there are.
/// </summary>
internal static class ProcessorBudget
{
    private static int s_busy;

    /// <summary>The most threads that compute at once, callers included. Tests set it; callers are never refused.</summary>
    public static int Limit { get; set; } = Environment.ProcessorCount;

    /// <summary>Threads that compute now.</summary>
    public static int Busy => Volatile.Read(ref s_busy);

    /// <summary>Counts the calling thread in, and as many helpers as are wanted and left.</summary>
    /// <param name="wanted">Helpers wanted.</param>
    /// <returns>Helpers granted; the same number goes to <see cref="Leave"/>.</returns>
    public static int Enter(int wanted)
    {
        while (true)
        {
            int busy = Busy;
            int granted = Math.Clamp(Limit - busy - 1, 0, wanted);
            if (Interlocked.CompareExchange(ref s_busy, busy + 1 + granted, busy) == busy)
            {
                return granted;
            }
        }
    }

    /// <summary>Counts the calling thread and its helpers out.</summary>
    public static void Leave(int granted) => Interlocked.Add(ref s_busy, -1 - granted);
}
