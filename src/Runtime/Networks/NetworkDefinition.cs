using System.Collections.Immutable;
using System.ComponentModel;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>What the generator found in a network's declaration: shapes, parameters, dropouts, layers.</summary>
public sealed class NetworkDefinition
{
    /// <summary>Describes a network; called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NetworkDefinition(
        string name,
        int inputs,
        int outputs,
        double pathCount,
        ImmutableArray<ParameterDefinition> parameters,
        ImmutableArray<DropoutDefinition> dropouts,
        ImmutableArray<LayerDefinition> layers,
        ImmutableArray<WorkspaceBuffer> buffers,
        int logitsBuffer,
        int outputGradientBuffer,
        int inputGradientBuffer,
        int samplePrefixBuffer,
        ImmutableArray<PassPhase> backwardPhases,
        ImmutableArray<PassPhase> forwardPhases = default,
        ImmutableArray<BatchNormDefinition> batchNorms = default,
        RowGroupDefinition? rowGroups = null,
        ImmutableArray<int> sampleBuffers = default)
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        PathCount = pathCount;
        Parameters = parameters;
        Dropouts = dropouts;
        Layers = layers;
        Buffers = buffers;
        LogitsBuffer = logitsBuffer;
        OutputGradientBuffer = outputGradientBuffer;
        InputGradientBuffer = inputGradientBuffer;
        SamplePrefixBuffer = samplePrefixBuffer;
        BackwardPhases = backwardPhases;
        ForwardPhases = forwardPhases.IsDefault ? [] : forwardPhases;
        BatchNorms = batchNorms.IsDefault ? [] : batchNorms;
        RowGroups = rowGroups;
        SampleBuffers = sampleBuffers.IsDefault ? [] : sampleBuffers;

        var offsets = ImmutableArray.CreateBuilder<int>(parameters.Length);
        int length = 0;
        foreach (ParameterDefinition parameter in parameters)
        {
            offsets.Add(length);
            // Each tensor starts on a cache line.
            length = checked(length + ((parameter.StorageLength + 15) / 16 * 16));
        }

        StorageOffsets = offsets.MoveToImmutable();
        Offsets = [.. StorageOffsets.Select(static offset => (nuint)offset)];
        StorageLength = length;
        ForwardOperations = parameters
            .Where(static parameter => parameter.Kind == ParameterKind.Weight)
            .Sum(static weight => 2L * weight.Count);
    }

    /// <summary>Name of the declared class.</summary>
    public string Name { get; }

    /// <summary>Values in one input row.</summary>
    public int Inputs { get; }

    /// <summary>Values in one output row.</summary>
    public int Outputs { get; }

    /// <summary>Paths from an input to an output, one unit in each layer.</summary>
    public double PathCount { get; }

    /// <summary>The parameters, in declaration order: weight before bias.</summary>
    public ImmutableArray<ParameterDefinition> Parameters { get; }

    /// <summary>The dropouts, in declaration order; the index is the site of the mask contract.</summary>
    public ImmutableArray<DropoutDefinition> Dropouts { get; }

    /// <summary>The batch normalisations, in declaration order.</summary>
    public ImmutableArray<BatchNormDefinition> BatchNorms { get; }

    /// <summary>
    /// The layers between inputs and logits, in declaration order, with blocks written out: of a residual branch its start, of the
    /// kind <c>ResidualStart</c>, its layers, <c>DropPath</c> where it can be dropped, and the sum behind, of the kind <c>ResidualAdd</c>.
    /// </summary>
    public ImmutableArray<LayerDefinition> Layers { get; }

    /// <summary>Number of trainable values.</summary>
    public long ParameterCount => Parameters.Sum(static parameter => (long)parameter.Count);

    internal ImmutableArray<WorkspaceBuffer> Buffers { get; }

    internal int LogitsBuffer { get; }

    internal int OutputGradientBuffer { get; }

    internal int InputGradientBuffer { get; }

    /// <summary>Where sampling leaves what does not change from pass to pass; -1 if there is no dropout.</summary>
    internal int SamplePrefixBuffer { get; }

    /// <summary>Whether dropouts add to the loss.</summary>
    internal bool HasPenalties => Dropouts.Any(static dropout => dropout.Penalty is not null);

    /// <summary>Whether the norm of a weight's rows has a limit.</summary>
    internal bool HasMaxNorm => Parameters.Any(static parameter => double.IsFinite(parameter.MaxNorm));

    /// <summary>What else sampling computes once and reads in each pass: what goes round residual branches.</summary>
    internal ImmutableArray<int> SampleBuffers { get; }

    /// <summary>Floating-point operations of the products of a forward pass, for each row.</summary>
    internal long ForwardOperations { get; }

    /// <summary>The phases of the backward pass, in order.</summary>
    internal ImmutableArray<PassPhase> BackwardPhases { get; }

    /// <summary>The phases of the training forward pass, in order; none where rows need nothing of each other.</summary>
    internal ImmutableArray<PassPhase> ForwardPhases { get; }

    /// <summary>Training without dropped units, where rows share masks; null where there is no such road.</summary>
    internal RowGroupDefinition? RowGroups { get; }

    internal ImmutableArray<int> StorageOffsets { get; }

    /// <summary>The same as an array, for the code that runs in every step.</summary>
    internal nuint[] Offsets { get; }

    internal int StorageLength { get; }
}
