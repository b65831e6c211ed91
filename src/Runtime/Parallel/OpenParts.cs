using System.Numerics;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// The parts of one piece of work that nobody has taken yet, and how many are not finished. Taking a part is one
/// compare-and-exchange; a thread that comes late finds nothing to take and has done no harm.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct OpenParts
{
    /// <summary>The most parts that a piece of work may have: one bit each.</summary>
    public const int Maximum = 32;

    // High half: number of the piece of work, so that an old ticket never fits a new one. Low half: a bit for each part that
    // is open. The counter behind it is written by other threads at other times, so it has a cache line of its own.
    [FieldOffset(64)]
    private long _ticket;

    [FieldOffset(128)]
    private int _unfinished;

    /// <summary>Whether a part can be taken.</summary>
    public readonly bool HasOpen => (uint)Volatile.Read(in _ticket) != 0;

    /// <summary>Whether all parts are finished, so that the next piece of work may be opened.</summary>
    public readonly bool IsFinished => Volatile.Read(in _unfinished) == 0;

    /// <summary>Opens the parts of a new piece of work. What was written before is visible to whoever takes one.</summary>
    public void Open(int parts)
    {
        _unfinished = parts;
        uint bits = uint.MaxValue >> (Maximum - parts);
        // A full fence: whether somebody is parked is read after the parts can be seen.
        Interlocked.Exchange(ref _ticket, ((_ticket >> 32) + 1) << 32 | bits);
    }

    /// <summary>Takes an open part, the first at <paramref name="preferred"/> or behind it.</summary>
    /// <param name="preferred">
    /// Where to look first: threads that start at different places take the same rows again, which stand in their caches.
    /// </param>
    /// <param name="part">The part.</param>
    public bool TryTake(int preferred, out int part)
    {
        long ticket = Volatile.Read(ref _ticket);
        while ((uint)ticket != 0)
        {
            part = (BitOperations.TrailingZeroCount(BitOperations.RotateRight((uint)ticket, preferred)) + preferred) % Maximum;
            long seen = Interlocked.CompareExchange(ref _ticket, ticket & ~(1L << part), ticket);
            if (seen == ticket)
            {
                return true;
            }

            ticket = seen;
        }

        part = -1;
        return false;
    }

    /// <summary>Says that a part which was taken is done. What was written before is visible to whoever sees that all are.</summary>
    public void Finish() => Interlocked.Decrement(ref _unfinished);
}
