using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>What a stream of a fused program is to its segment.</summary>
internal enum StreamRole
{
    /// <summary>Where an elementwise kernel reads its value.</summary>
    Source,

    /// <summary>The product's value, before the chain.</summary>
    Product,

    /// <summary>The value behind the chain.</summary>
    Result,

    /// <summary>The gradient by the product.</summary>
    Gradient,
}

/// <summary>A lane program with what its slots stand for.</summary>
internal sealed record FusedProgram(
    string Name,
    LaneProgram Program,
    IReadOnlyList<StreamRole> Streams,
    IReadOnlyList<ShapedLayer> Masks,
    IReadOnlyList<ScaleArgument> Scales)
{
    public EpiloguePlan Epilogue(Func<StreamRole, int> stride) => new(
        Name,
        Program,
        Streams.Select(stride).ToEquatableArray(),
        Masks.Select(static layer => Layouts.MaskRowBits(layer.Units)).ToEquatableArray());

    public EpilogueArguments Arguments(Func<StreamRole, int> buffer) => new(
        Streams.Select(buffer).ToEquatableArray(),
        Masks.Select(static layer => layer.Number).ToEquatableArray(),
        Scales.ToEquatableArray());
}

/// <summary>Builds a <see cref="FusedProgram"/>: slots are made on first use, in order of use.</summary>
internal sealed class FusedProgramBuilder
{
    private readonly List<StreamRole> _streams = [];
    private readonly List<ShapedLayer> _masks = [];
    private readonly List<ScaleArgument> _scales = [];

    public LaneBuilder Lanes { get; } = new();

    public LaneValue Load(StreamRole role) => Lanes.Load(Slot(_streams, role, Lanes.NewStream));

    public void Store(StreamRole role, LaneValue value) => Lanes.Store(Slot(_streams, role, Lanes.NewStream), value);

    public int Mask(ShapedLayer layer) => Slot(_masks, layer, Lanes.NewMask);

    public LaneValue Scale(ScaleKind kind, int site) =>
        Lanes.Scale(Slot(_scales, new ScaleArgument(kind, site), Lanes.NewScale));

    public FusedProgram Build(string name) =>
        new(name, Lanes.Build(), _streams, _masks, _scales);

    private static int Slot<T>(List<T> slots, T wanted, Func<int> make)
    {
        int index = slots.IndexOf(wanted);
        if (index >= 0)
        {
            return index;
        }

        slots.Add(wanted);
        return make();
    }
}
