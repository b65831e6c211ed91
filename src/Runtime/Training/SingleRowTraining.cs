using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// What a straight-line training step on one row works on. A step of a small network takes a few dozen instructions; looking
/// up for each what it reads and writes would take longer.
/// </summary>
/// <typeparam name="TTarget">Type of the targets.</typeparam>
/// <typeparam name="TRule">The optimizer.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SingleRowTraining<TTarget, TRule>
    where TTarget : unmanaged
    where TRule : struct, IUpdateRule<TRule>
{
    private readonly AlignedBuffer _buffers;

    // Set once, by Attach.
    private NetworkState _state = null!;
    private Workspace _workspace = null!;
    private Loss<TTarget> _loss = null!;
    private AlignedBuffer _storage = null!;
    private AlignedBuffer _optimizerState = null!;
    private TRule[] _rules = [];
    private VectorWidth? _widthWithoutCode;

    private protected SingleRowTraining(int bufferLength) => _buffers = new AlignedBuffer(bufferLength);

    /// <summary>The width of the code to run.</summary>
    public VectorWidth VectorWidth => _state.VectorWidth;

    /// <summary>The first value of the first parameter.</summary>
    public ref float Parameters => ref _storage.Reference;

    /// <summary>Room for all buffers, on a cache line.</summary>
    public ref float Buffers => ref _buffers.Reference;

    /// <summary>Start of the optimizer state of all parameters.</summary>
    public ref float States => ref _optimizerState.Reference;

    /// <summary>Distance from one state of a parameter to the next.</summary>
    public nuint StateStride => (nuint)_storage.Length;

    /// <summary>The rule, prepared for the parameter.</summary>
    public ref readonly TRule Rule(int parameter) => ref _rules[parameter];

    /// <summary>The mask bits of a dropout.</summary>
    public ref uint Mask(int site) => ref _workspace.Mask(site);

    /// <summary>What a kept value is multiplied by.</summary>
    public float TrainingScale(int site) => _workspace.TrainingScales[site];

    /// <summary>Returns the loss of the row and writes its gradient, with zeros in the padding.</summary>
    /// <param name="logits">The row of logits.</param>
    /// <param name="gradient">Receives its gradient.</param>
    /// <param name="targets">The row's targets.</param>
    public double EvaluateLoss(ref float logits, ref float gradient, ref TTarget targets)
    {
        NetworkDefinition definition = _state.Definition;
        int stride = _workspace.Stride(definition.LogitsBuffer);
        return _loss.Evaluate(_state.VectorWidth, new LossRows<TTarget>(
            MemoryMarshal.CreateSpan(ref logits, stride),
            MemoryMarshal.CreateSpan(ref gradient, stride),
            stride,
            rows: 1,
            batchRows: 1,
            definition.Outputs,
            MemoryMarshal.CreateReadOnlySpan(ref targets, _loss.TargetsPerRow(definition.Outputs)),
            sampleWeights: default));
    }

    /// <summary>Whether there may be code for the network's vector width: known once it was looked for.</summary>
    internal bool MayHaveCode => _state.VectorWidth != _widthWithoutCode;

    /// <summary>Whether a trainer's steps on one row can be taken this way: the rest of a step is then what generated code does.</summary>
    internal static bool Fits(NetworkDefinition definition, TrainerOptions options) =>
        options.ClipNorm is null
        && options.ClipValue is null
        && options.MaskScope != MaskScope.Call
        && !definition.HasPenalties
        && definition.BatchNorms.IsEmpty
        && !definition.HasMaxNorm
        && definition.Dropouts.All(static dropout =>
            dropout is { Kind: DropoutKind.Standard, Marginalized: false, Balanced: false, RowsPerMask: 1 });

    internal void Attach(NetworkState state, Workspace workspace, Loss<TTarget> loss, AlignedBuffer optimizerState, TRule[] rules)
    {
        Debug.Assert(rules.Length == state.Definition.Parameters.Length, "Each parameter has a rule.");
        _state = state;
        _workspace = workspace;
        _loss = loss;
        _storage = state.Storage;
        _optimizerState = optimizerState;
        _rules = rules;
    }

    /// <summary>Draws the masks and takes the step; returns <see langword="false"/>, having updated nothing, where it cannot.</summary>
    internal bool TryStep(MaskKey key, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, out double loss)
    {
        MaskDrawing.RunRow(_state, _workspace, key);
        if (TryStep(ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(targets), out loss))
        {
            return true;
        }

        _widthWithoutCode = _state.VectorWidth;
        return false;
    }

    private protected abstract bool TryStep(ref float inputs, ref TTarget targets, out double loss);
}

/// <summary>The same with the network's code.</summary>
/// <typeparam name="TStep">The code.</typeparam>
/// <typeparam name="TTarget">Type of the targets.</typeparam>
/// <typeparam name="TRule">The optimizer.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SingleRowTraining<TStep, TTarget, TRule> : SingleRowTraining<TTarget, TRule>
    where TStep : struct, ISingleRowStep<TTarget>
    where TTarget : unmanaged
    where TRule : struct, IUpdateRule<TRule>
{
    /// <summary>Called by generated code.</summary>
    public SingleRowTraining()
        : base(TStep.BufferLength)
    {
    }

    private protected override bool TryStep(ref float inputs, ref TTarget targets, out double loss) =>
        TStep.TryStep(this, ref inputs, ref targets, out loss);
}
