using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Kernels;

/// <summary>Builds a <see cref="LaneProgram"/>: equal operations are computed once, unused ones are left out.</summary>
internal sealed class LaneBuilder
{
    private readonly List<LaneOperation> _operations = [];
    private readonly Dictionary<LaneOperation, int> _known = [];
    private int _streams;
    private int _masks;
    private int _scales;

    public LaneValue Accumulator() => Add(new LaneOperation(LaneCode.Accumulator));

    public LaneValue Constant(double value) => Add(new LaneOperation(LaneCode.Constant, Constant: (float)value));

    public int NewStream() => _streams++;

    public int NewMask() => _masks++;

    public int NewScale() => _scales++;

    public LaneValue Load(int stream) => Add(new LaneOperation(LaneCode.Load, Slot: stream));

    public LaneValue Scale(int slot) => Add(new LaneOperation(LaneCode.Scale, Slot: slot));

    public LaneValue Keep(int mask, LaneValue value) => Add(new LaneOperation(LaneCode.Keep, value.Index, Slot: mask));

    public LaneValue Choose(int mask, LaneValue value, LaneValue otherwise) =>
        Add(new LaneOperation(LaneCode.Keep, value.Index, otherwise.Index, Slot: mask));

    public void Store(int stream, LaneValue value) => Add(new LaneOperation(LaneCode.Store, value.Index, Slot: stream));

    public LaneValue Add(LaneOperation operation)
    {
        if (!_known.TryGetValue(operation, out int index))
        {
            index = _operations.Count;
            _operations.Add(operation);
            _known.Add(operation, index);
        }

        return new LaneValue(this, index);
    }

    public LaneProgram Build()
    {
        var used = new bool[_operations.Count];
        for (int i = _operations.Count - 1; i >= 0; i--)
        {
            LaneOperation operation = _operations[i];
            used[i] |= operation.Code == LaneCode.Store;
            if (used[i])
            {
                Mark(used, operation.A);
                Mark(used, operation.B);
                Mark(used, operation.C);
                Mark(used, operation.D);
            }
        }

        var renumbered = new int[_operations.Count];
        var kept = new List<LaneOperation>();
        for (int i = 0; i < _operations.Count; i++)
        {
            if (used[i])
            {
                renumbered[i] = kept.Count;
                LaneOperation operation = _operations[i];
                kept.Add(operation with
                {
                    A = New(operation.A),
                    B = New(operation.B),
                    C = New(operation.C),
                    D = New(operation.D),
                });
            }
        }

        return new LaneProgram(kept.ToEquatableArray(), _streams, _masks, _scales);

        int New(int index) => index < 0 ? index : renumbered[index];
    }

    private static void Mark(bool[] used, int index)
    {
        if (index >= 0)
        {
            used[index] = true;
        }
    }
}
