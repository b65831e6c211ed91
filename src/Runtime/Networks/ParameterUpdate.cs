using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>Where a backward pass sends gradients: the update rule of each parameter, what it changes, and its state.</summary>
/// <typeparam name="TRule">The update rule.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct ParameterUpdate<TRule>
    where TRule : struct, IUpdateRule<TRule>
{
    private const uint PartialRows = 128;

    // Values are cut at multiples of this, on every vector width.
    private const int WidestVector = 16;

    private readonly NetworkDefinition _definition;
    private readonly nuint[] _offsets;
    private readonly AlignedBuffer _targets;
    private readonly AlignedBuffer _states;
    private readonly ref float _target;
    private readonly ref float _state;
    private readonly ReadOnlySpan<TRule> _rules;

    internal ParameterUpdate(
        NetworkDefinition definition, AlignedBuffer target, AlignedBuffer state, ReadOnlySpan<TRule> rules)
    {
        _definition = definition;
        _offsets = definition.Offsets;
        _targets = target;
        _states = state;
        _target = ref target.Reference;
        _state = ref state.Reference;
        _rules = rules;
    }

    /// <summary>Distance from one state of a parameter to the next.</summary>
    public nuint StateStride => (nuint)_definition.StorageLength;

    /// <summary>Start of the optimizer state of all parameters.</summary>
    public ref float State => ref _state;

    /// <summary>What is updated: the parameter's storage, or its gradient's.</summary>
    public ref float Target(int parameter) => ref Unsafe.Add(ref _target, _offsets[parameter]);

    /// <summary>Where the parameter's state starts.</summary>
    public nuint StateOffset(int parameter) => _offsets[parameter];

    /// <summary>The rule, prepared for the parameter.</summary>
    public ref readonly TRule Rule(int parameter) => ref _rules[parameter];

    /// <summary>
    /// Rows whose gradient a weight-gradient kernel takes at once: all, or as many as keep activations and gradients in
    /// the first-level caches if the rule accepts a gradient in parts.
    /// </summary>
    /// <param name="parameter">Index of the weight.</param>
    /// <param name="rows">Rows of the batch.</param>
    public nuint RowsAtOnce(int parameter, nuint rows) =>
        rows >= 2 * PartialRows && TRule.AcceptsPartialGradients(in Rule(parameter)) ? PartialRows : rows;

    /// <summary>Updates a bias, or the pass's part of it, by the column sums of a gradient.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="parameter">Index of the bias.</param>
    /// <param name="gradient">Gradient by the layer's product, rows x stride.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    public void UpdateBias(in NetworkPass pass, int parameter, ref float gradient, nuint stride)
    {
        int units = _definition.Parameters[parameter].StorageLength;
        nuint first = pass.PartStart(units, WidestVector);
        BiasUpdate.Run(
            pass.VectorWidth,
            in Rule(parameter),
            ref Unsafe.Add(ref Target(parameter), first),
            ref State,
            StateOffset(parameter) + first,
            StateStride,
            ref Unsafe.Add(ref gradient, first),
            stride,
            pass.Rows,
            pass.PartEnd(units, WidestVector) - first);
    }

    /// <summary>Updates a parameter, or the pass's part of it, whose gradient is zero.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="parameter">Index of the parameter.</param>
    public void UpdateWithoutGradient(in NetworkPass pass, int parameter)
    {
        int length = _definition.Parameters[parameter].StorageLength;
        nuint first = pass.PartStart(length, WidestVector);
        ElementwiseUpdate.RunWithoutGradient(
            pass.VectorWidth,
            in Rule(parameter),
            ref Unsafe.Add(ref Target(parameter), first),
            ref State,
            StateOffset(parameter) + first,
            StateStride,
            pass.PartEnd(length, WidestVector) - first);
    }

    /// <summary>
    /// Sums what the gradients of a batch normalisation need over the rows, and updates its parameters: all columns, or the
    /// pass's part of them.
    /// </summary>
    /// <param name="pass">The pass.</param>
    /// <param name="normalization">Number of the batch normalisation.</param>
    /// <param name="gradient">Gradient behind it.</param>
    /// <param name="input">What was in front of it.</param>
    /// <param name="stride">Floats from one row to the next, of both.</param>
    public void UpdateBatchNorm(in NetworkPass pass, int normalization, ref float gradient, ref float input, nuint stride)
    {
        BatchNormDefinition definition = _definition.BatchNorms[normalization];
        nuint first = pass.PartStart(definition.PaddedUnits, WidestVector);
        nuint count = pass.PartEnd(definition.PaddedUnits, WidestVector) - first;
        var columns = new BatchNormColumns(ref Unsafe.Add(ref gradient, first), ref Unsafe.Add(ref input, first), stride, pass.Rows, count);
        BatchNormVectors vectors = pass.BatchNormVectors(normalization, first);

        // Without parameters the targets are not used.
        int weight = Math.Max(definition.Weight, 0);
        int bias = definition.Weight + 1;
        var weights = new ParameterTarget<TRule>(in this, weight, first);
        var biases = new ParameterTarget<TRule>(in this, bias, first);
        BatchNormGradient.Run(pass.VectorWidth, in columns, in vectors, in weights, in biases);
    }

    /// <summary>Computes the gradient of a learned rate's logit from what the pass left, and updates it.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="site">Number of the dropout.</param>
    public void UpdateLogit(in NetworkPass pass, int site)
    {
        int parameter = _definition.Dropouts[site].Penalty!.Logit;
        TRule.Update(
            in Rule(parameter), ref Target(parameter), ref State, StateOffset(parameter), StateStride, (float)pass.LogitGradient(site));
    }

    /// <summary>Updates the parameters of a layer normalisation, or the pass's part of them.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="weight">Index of its weight.</param>
    /// <param name="bias">Index of its bias.</param>
    /// <param name="gradient">Gradient behind it.</param>
    /// <param name="input">What was in front of it.</param>
    /// <param name="stride">Floats from one row to the next, of both.</param>
    /// <param name="moments">The rows' moments.</param>
    public void UpdateLayerNorm(
        in NetworkPass pass, int weight, int bias, ref float gradient, ref float input, nuint stride, ref float moments)
    {
        int units = _definition.Parameters[weight].StorageLength;
        nuint first = pass.PartStart(units, WidestVector);
        nuint count = pass.PartEnd(units, WidestVector) - first;
        var columns = new BatchNormColumns(ref Unsafe.Add(ref gradient, first), ref Unsafe.Add(ref input, first), stride, pass.Rows, count);
        var weights = new ParameterTarget<TRule>(in this, weight, first);
        var biases = new ParameterTarget<TRule>(in this, bias, first);
        LayerNormGradient.Run(pass.VectorWidth, in columns, ref moments, in weights, in biases);
    }
}
