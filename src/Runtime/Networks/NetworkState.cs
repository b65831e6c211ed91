using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>What a network instance holds: parameters, dropout rates, vector width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkState
{
    private readonly nuint[] _offsets;
    private VectorWidth _vectorWidth = VectorWidths.Default;

    /// <summary>Makes the state of a network whose parameters are all zero.</summary>
    public NetworkState(NetworkDefinition definition)
    {
        Definition = definition;
        _offsets = definition.Offsets;
        Storage = new AlignedBuffer(definition.StorageLength);
        Parameters = new ParameterCollection(definition, Storage);
        BatchNorms = new BatchNormStates(definition);
        Dropouts = new DropoutCollection(definition, Parameters);
        Workspaces = new WorkspacePool(definition);
    }

    /// <summary>The network's definition.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Views of the parameters.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>Views of the running statistics of batch normalisations.</summary>
    public ParameterCollection RunningStatistics => BatchNorms.Views;

    /// <summary>The dropouts and their rates.</summary>
    public DropoutCollection Dropouts { get; }

    /// <summary>The width of the kernels in use.</summary>
    /// <exception cref="PlatformNotSupportedException">The width is not supported in this process.</exception>
    public VectorWidth VectorWidth
    {
        get => _vectorWidth;
        set => _vectorWidth = VectorWidths.Require(value);
    }

    /// <summary>What inputs are normalised by before the network sees them.</summary>
    /// <exception cref="ArgumentException">The columns are not the network's inputs.</exception>
    internal Normalization? InputNormalization
    {
        get;
        set => field = value is null || value.Columns == Definition.Inputs
            ? value
            : throw new ArgumentException(
                $"The normalisation has {value.Columns} columns; {Definition.Name} takes {Definition.Inputs} inputs.", nameof(value));
    }

    /// <summary>What targets were normalised by.</summary>
    internal Normalization? TargetNormalization { get; set; }

    /// <summary>Draws all parameters anew.</summary>
    /// <param name="seed">Equal seeds give equal parameters.</param>
    public void Initialize(ulong seed) => Initializer.Run(this, seed);

    /// <summary>The first value of the first parameter; the others follow, each from a cache line on.</summary>
    public ref float FirstParameter => ref Storage.Reference;

    internal AlignedBuffer Storage { get; }

    internal BatchNormStates BatchNorms { get; }

    internal WorkspacePool Workspaces { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float Parameter(int index) => ref Unsafe.Add(ref Storage.Reference, _offsets[index]);
}
