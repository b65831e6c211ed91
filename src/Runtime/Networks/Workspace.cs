using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.CompilerServices;
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
    private readonly MasksAhead[] _ahead;
    private readonly int[] _maskStarts;
    private readonly AlignedBuffer?[] _draws;
    private readonly bool[] _droppedBranches;
    private bool _isReadyForUpdate;
    private RowGroups? _rowGroups;

    internal Workspace(NetworkDefinition definition, int rows)
    {
        _definition = definition;
        Rows = rows;
        _buffers = new AlignedBuffer?[definition.Buffers.Length];
        _masks = new AlignedBuffer?[definition.Dropouts.Length];
        _ahead = new MasksAhead[definition.Dropouts.Length];
        _maskStarts = new int[definition.Dropouts.Length];
        _draws = new AlignedBuffer?[definition.Dropouts.Length];
        _droppedBranches = new bool[definition.Dropouts.Length];
        TrainingScales = new float[definition.Dropouts.Length];
        TrainingShifts = new float[definition.Dropouts.Length];
        DroppedValues = new float[definition.Dropouts.Length];
    }

    /// <summary>The most rows that a pass may have.</summary>
    public int Rows { get; }

    /// <summary>
    /// What kept values are multiplied by, for the masks that stand here: a rate that changes between a forward and its
    /// backward pass must not reach the latter.
    /// </summary>
    internal float[] TrainingScales { get; }

    /// <summary>What is added to kept values, for the same masks.</summary>
    internal float[] TrainingShifts { get; }

    /// <summary>What dropped values become, for the same masks.</summary>
    internal float[] DroppedValues { get; }

    /// <summary>Bytes allocated so far.</summary>
    internal long AllocatedBytes =>
        _buffers.Concat(_masks).Concat(_draws).Sum(static buffer => (long)(buffer?.Length ?? 0) * sizeof(float));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float Buffer(int index) => ref (_buffers[index] ?? Allocate(index)).Reference;

    internal Span<float> BufferSpan(int index) => (_buffers[index] ?? Allocate(index)).Span;

    internal int Stride(int index) => _definition.Buffers[index].PerRow;

    /// <summary>The masks of the present pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref uint Mask(int site) =>
        ref Unsafe.Add(ref Unsafe.As<float, uint>(ref (_masks[site] ?? AllocateMask(site)).Reference), _maskStarts[site]);

    /// <summary>Says at which word of its buffer the masks of the present pass start.</summary>
    internal void SetMaskStart(int site, int word) => _maskStarts[site] = word;

    /// <summary>Whether any row of the present pass keeps the residual branch that a dropout drops.</summary>
    internal bool KeepsBranch(int site) => !_droppedBranches[site];

    /// <summary>Says whether any row does.</summary>
    internal void SetBranchKept(int site, bool isKept) => _droppedBranches[site] = !isKept;

    /// <summary>What stands here without dropped units; null where the present pass takes the dense road.</summary>
    internal RowGroups? RowGroups { get; private set; }

    /// <summary>The phases of the backward pass of the present road.</summary>
    internal ImmutableArray<PassPhase> BackwardPhases =>
        RowGroups is null ? _definition.BackwardPhases : _definition.RowGroups!.BackwardPhases;

    /// <summary>Chooses the road of a training pass whose masks stand here.</summary>
    internal void ChooseRoad(NetworkState state, int rows)
    {
        if (!CompilerServices.RowGroups.Pays(state, rows))
        {
            RowGroups = null;
            return;
        }

        RowGroups = _rowGroups ??= new RowGroups(_definition, Rows);
        RowGroups.Read(state, this, rows);
    }

    internal ref MasksAhead Ahead(int site) => ref _ahead[site];

    internal Span<uint> MaskSpan(int site) => MemoryMarshal.Cast<float, uint>((_masks[site] ?? AllocateMask(site)).Span);

    /// <summary>Room for random words that are not masks themselves, kept from pass to pass.</summary>
    internal Span<uint> Draws(int site, int words)
    {
        if (_draws[site] is not { } buffer || buffer.Length < words)
        {
            _draws[site] = buffer = new AlignedBuffer(words);
        }

        return MemoryMarshal.Cast<float, uint>(buffer.Span);
    }

    /// <summary>
    /// Allocates what an update may write to, so that memory cannot run out between the updates of two parameters. Not what
    /// only an input's gradient or sampling takes.
    /// </summary>
    internal void AllocateForUpdate()
    {
        if (_isReadyForUpdate)
        {
            return;
        }

        for (int index = 0; index < _buffers.Length; index++)
        {
            if ((index != _definition.InputGradientBuffer || _definition.HasPenalties) && index != _definition.SamplePrefixBuffer)
            {
                Buffer(index);
            }
        }

        _isReadyForUpdate = true;
    }

    // Several threads may ask for the same buffer at once.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private AlignedBuffer AllocateMask(int site)
    {
        lock (_masks)
        {
            return _masks[site] ??= new AlignedBuffer(MaskWords(_definition.Dropouts[site]));
        }
    }

    private int MaskWords(DropoutDefinition dropout) => dropout.Weight < 0
        ? new MaskLayout(dropout.Units).WordCount(Rows)
        : WeightMasks.WordCount(_definition.Parameters[dropout.Weight]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private AlignedBuffer Allocate(int index)
    {
        WorkspaceBuffer size = _definition.Buffers[index];
        lock (_buffers)
        {
            return _buffers[index] ??= new AlignedBuffer(checked((size.PerRow * Rows) + size.Constant));
        }
    }
}
