using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>What generated code needs for one pass: parameters, rows, and the workspace to write to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct NetworkPass
{
    private readonly NetworkState _state;
    private readonly Workspace _workspace;
    private readonly ref float _inputs;

    internal NetworkPass(NetworkState state, Workspace workspace, ReadOnlySpan<float> inputs, int rows)
    {
        _state = state;
        _workspace = workspace;
        _inputs = ref MemoryMarshal.GetReference(inputs);
        Rows = (nuint)rows;
    }

    /// <summary>The width of the kernels to run.</summary>
    public VectorWidth VectorWidth => _state.VectorWidth;

    /// <summary>Number of rows.</summary>
    public nuint Rows { get; }

    /// <summary>The first input of the first row; rows follow each other without padding.</summary>
    public ref float Inputs => ref _inputs;

    /// <summary>The storage of a parameter.</summary>
    public ref float Parameter(int index) => ref _state.Parameter(index);

    /// <summary>A buffer of the workspace.</summary>
    public ref float Buffer(int index) => ref _workspace.Buffer(index);

    /// <summary>The mask bits of a dropout.</summary>
    public ref uint Mask(int site) => ref _workspace.Mask(site);

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
        Span<float> destination = _workspace.BufferSpan(buffer);
        for (int row = 0; row < (int)Rows; row++)
        {
            source.Slice(row * inputs, inputs).CopyTo(destination.Slice(row * stride, inputs));
        }
    }

    /// <summary>Writes the transposed weight into a buffer: [panel of inputs][unit][input in panel].</summary>
    /// <param name="parameter">Index of the weight.</param>
    /// <param name="buffer">Index of the buffer.</param>
    /// <param name="panelWidth">Inputs in one panel of the result.</param>
    public void TransposeWeight(int parameter, int buffer, int panelWidth) =>
        Transposition.Run(
            _state.Definition.Parameters[parameter], ref _state.Parameter(parameter), ref _workspace.Buffer(buffer), panelWidth);
}
