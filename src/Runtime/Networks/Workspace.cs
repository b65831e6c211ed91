using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// The buffers that one pass over up to <see cref="Rows"/> rows writes: activations, gradients, masks. A buffer is
/// allocated when it is first asked for, so a pass pays for what it uses, once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Workspace
{
    private readonly NetworkDefinition _definition;
    private readonly AlignedBuffer?[] _buffers;
    private readonly AlignedBuffer?[] _masks;

    internal Workspace(NetworkDefinition definition, int rows)
    {
        _definition = definition;
        Rows = rows;
        _buffers = new AlignedBuffer?[definition.Buffers.Length];
        _masks = new AlignedBuffer?[definition.Dropouts.Length];
        TrainingScales = new float[definition.Dropouts.Length];
    }

    /// <summary>The most rows that a pass may have.</summary>
    public int Rows { get; }

    /// <summary>What kept values are multiplied by, for each site: of the rates that the present masks were drawn with.</summary>
    internal float[] TrainingScales { get; }

    /// <summary>Bytes allocated so far.</summary>
    internal long AllocatedBytes =>
        _buffers.Concat(_masks).Sum(static buffer => (long)(buffer?.Length ?? 0) * sizeof(float));

    internal ref float Buffer(int index) => ref Allocated(index).Reference;

    internal Span<float> BufferSpan(int index) => Allocated(index).Span;

    internal int Stride(int index) => _definition.Buffers[index].PerRow;

    internal Span<uint> Mask(int site, MaskLayout layout)
    {
        AlignedBuffer buffer = _masks[site] ??= new AlignedBuffer(layout.WordCount(Rows));
        return MemoryMarshal.Cast<float, uint>(buffer.Span);
    }

    private AlignedBuffer Allocated(int index)
    {
        WorkspaceBuffer size = _definition.Buffers[index];
        return _buffers[index] ??= new AlignedBuffer(checked((size.PerRow * Rows) + size.Constant));
    }
}
