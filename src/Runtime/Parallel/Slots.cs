namespace DropoutGen.CompilerServices;

/// <summary>Keeps objects that are expensive to make for whoever needs one next, on any thread.</summary>
internal sealed class Slots<T>
    where T : class
{
    private readonly T?[] _slots = new T?[Math.Max(4, 2 * Environment.ProcessorCount)];

    /// <summary>Takes an object, if one is there.</summary>
    public T? TryTake()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is not null && Interlocked.Exchange(ref _slots[i], null) is { } taken)
            {
                return taken;
            }
        }

        return null;
    }

    /// <summary>Puts an object back; it is dropped if all places are taken.</summary>
    public void Put(T value)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _slots[i], value, null) is null)
            {
                return;
            }
        }
    }
}
