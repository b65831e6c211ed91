using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>What generated code needs for one pass: parameters, rows, and the workspace to write to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct NetworkPass
{
    // Columns are cut at multiples of this, on every vector width.
    private const int WidestVector = 16;

    private readonly NetworkState _state;
    private readonly Workspace _workspace;
    private readonly ref float _inputs;
    private readonly nuint _firstRow;

    // Number of the only phase to run plus 1, so that 0 is all of them; and which part of how many, 0 for the whole.
    private readonly int _phase;
    private readonly int _part;
    private readonly int _parts;

    /// <summary>A whole pass.</summary>
    internal NetworkPass(NetworkState state, Workspace workspace, ReadOnlySpan<float> inputs, int rows)
    {
        _state = state;
        _workspace = workspace;
        _inputs = ref MemoryMarshal.GetReference(inputs);
        Rows = (nuint)rows;
    }

    /// <summary>All phases of a pass, or one, on some of its rows.</summary>
    /// <param name="state">What the network holds.</param>
    /// <param name="workspace">The buffers of all rows.</param>
    /// <param name="inputs">Inputs of these rows.</param>
    /// <param name="firstRow">The first of the rows.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="phase">The phase; -1 for all.</param>
    internal NetworkPass(
        NetworkState state, Workspace workspace, ReadOnlySpan<float> inputs, int firstRow, int rows, int phase)
        : this(state, workspace, inputs, rows)
    {
        _firstRow = (nuint)firstRow;
        _phase = phase + 1;
    }

    /// <summary>A part of a phase that is cut by parameters.</summary>
    /// <param name="whole">The whole pass.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">Number of parts.</param>
    internal NetworkPass(in NetworkPass whole, int phase, int part, int parts)
    {
        this = whole;
        _phase = phase + 1;
        _part = part;
        _parts = parts;
    }

    /// <summary>The width of the kernels to run.</summary>
    public VectorWidth VectorWidth => _state.VectorWidth;

    /// <summary>Number of rows.</summary>
    public nuint Rows { get; }

    /// <summary>Whether the batch is a single row, for which there may be code of its own.</summary>
    public bool IsSingleRow => Rows == 1 && _phase == 0 && _firstRow == 0;

    internal int FirstRow => (int)_firstRow;

    /// <summary>The first input of the first row; rows follow each other without padding.</summary>
    public ref float Inputs => ref _inputs;

    /// <summary>Whether a phase belongs to this pass.</summary>
    /// <param name="phase">Number of the phase.</param>
    public bool Runs(int phase) => _phase == 0 || _phase == phase + 1;

    /// <summary>Where this pass's part starts in a range of parameters.</summary>
    /// <param name="length">Length of the range.</param>
    /// <param name="step">It is cut at multiples of this.</param>
    public nuint PartStart(int length, int step) =>
        _parts == 0 ? 0 : (nuint)WorkSplit.Start(length, step, _part, _parts);

    /// <summary>Where this pass's part ends in a range of parameters.</summary>
    /// <param name="length">Length of the range.</param>
    /// <param name="step">It is cut at multiples of this.</param>
    public nuint PartEnd(int length, int step) =>
        _parts == 0 ? (nuint)length : (nuint)WorkSplit.Start(length, step, _part + 1, _parts);

    /// <summary>The storage of a parameter.</summary>
    public ref float Parameter(int index) => ref _state.Parameter(index);

    /// <summary>A buffer of the workspace.</summary>
    public ref float Buffer(int index) => ref _workspace.Buffer(index);

    /// <summary>The first of this pass's rows in a buffer.</summary>
    /// <param name="index">Index of the buffer.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    public ref float Buffer(int index, nuint stride) =>
        ref Unsafe.Add(ref _workspace.Buffer(index), _firstRow * stride);

    /// <summary>The mask bits of a dropout.</summary>
    public ref uint Mask(int site) => ref _workspace.Mask(site);

    /// <summary>The mask bits of a dropout for the first of this pass's rows.</summary>
    /// <param name="site">Number of the dropout.</param>
    /// <param name="rowBits">Bits from one row to the next.</param>
    public ref uint Mask(int site, nuint rowBits) =>
        ref Unsafe.Add(ref _workspace.Mask(site), _firstRow * rowBits / 32);

    /// <summary>Whether any row of the batch keeps a residual branch; if none does, what belongs to the branch alone is left out.</summary>
    /// <param name="site">Number of the dropout that drops it.</param>
    public bool KeepsBranch(int site) => _workspace.KeepsBranch(site);

    /// <summary>What a kept value is multiplied by in training and sampling.</summary>
    public float TrainingScale(int site) => _workspace.TrainingScales[site];

    /// <summary>What is added to a kept value in training and sampling.</summary>
    public float TrainingShift(int site) => _workspace.TrainingShifts[site];

    /// <summary>What a dropped value becomes in training and sampling.</summary>
    public float DroppedValue(int site) => _workspace.DroppedValues[site];

    /// <summary>What a value is multiplied by at inference.</summary>
    public float InferenceScale(int site) => _state.Dropouts[site].InferenceScale;

    /// <summary>Copies the input rows into a buffer with padded rows; the padding is zero.</summary>
    public void CopyInputs(int buffer)
    {
        int inputs = _state.Definition.Inputs;
        int stride = _workspace.Stride(buffer);
        ReadOnlySpan<float> source = MemoryMarshal.CreateReadOnlySpan(ref _inputs, (int)Rows * inputs);
        Span<float> destination = _workspace.BufferSpan(buffer)[((int)_firstRow * stride)..];
        for (int row = 0; row < (int)Rows; row++)
        {
            source.Slice(row * inputs, inputs).CopyTo(destination.Slice(row * stride, inputs));
        }
    }

    /// <summary>Makes affine maps of all batch normalisations by their running statistics, for inference and sampling.</summary>
    public void FoldBatchNorms() => BatchNormFolding.Run(_state, _workspace);

    /// <summary>Computes the moments of a batch's columns, or of this pass's part of them.</summary>
    /// <param name="normalization">Number of the batch normalisation.</param>
    /// <param name="source">What is in front of it, of all rows.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    public void ComputeBatchMoments(int normalization, ref float source, nuint stride)
    {
        BatchNormDefinition definition = _state.Definition.BatchNorms[normalization];
        nuint first = PartStart(definition.PaddedUnits, WidestVector);
        nuint end = PartEnd(definition.PaddedUnits, WidestVector);
        var vectors = new BatchNormVectors(_state, _workspace, normalization, first);
        BatchMoments.Compute(
            VectorWidth, ref Unsafe.Add(ref source, first), stride, Rows, end - first, in vectors, (float)definition.Epsilon);
    }

    /// <summary>Gradient of the loss by the logit of a learned rate.</summary>
    internal double LogitGradient(int site) => Penalties.LogitGradient(_state, _workspace, site, (int)Rows);

    internal BatchNormVectors BatchNormVectors(int normalization, nuint column) => new(_state, _workspace, normalization, column);

    /// <summary>Writes the transposed weight into a buffer: [panel of inputs][unit][input in panel].</summary>
    /// <param name="parameter">Index of the weight.</param>
    /// <param name="buffer">Index of the buffer.</param>
    /// <param name="panelWidth">Inputs in one panel of the result.</param>
    public void TransposeWeight(int parameter, int buffer, int panelWidth) =>
        Transposition.Run(
            _state.Definition.Parameters[parameter], ref _state.Parameter(parameter), ref _workspace.Buffer(buffer), panelWidth);

    /// <summary>The same of a masked copy of the weight.</summary>
    /// <param name="parameter">Index of the weight.</param>
    /// <param name="masked">Index of the buffer with the copy.</param>
    /// <param name="buffer">Index of the buffer to write to.</param>
    /// <param name="panelWidth">Inputs in one panel of the result.</param>
    public void TransposeMaskedWeight(int parameter, int masked, int buffer, int panelWidth) =>
        Transposition.Run(
            _state.Definition.Parameters[parameter], ref _workspace.Buffer(masked), ref _workspace.Buffer(buffer), panelWidth);
}
