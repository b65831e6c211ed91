using System.Globalization;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>What a stream of a fused program is to its segment, or to the layer that owns it.</summary>
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

    /// <summary>What was drawn for a layer: a number for each of its values.</summary>
    Noise,

    /// <summary>What goes round a residual branch.</summary>
    Skip,

    /// <summary>Gradient by it.</summary>
    SkipGradient,

    /// <summary>A layer's factors, one for each column.</summary>
    ColumnScale,

    /// <summary>A normalisation's means, one for each column, as what follows.</summary>
    Mean,

    /// <summary>What it multiplies by.</summary>
    Factor,

    /// <summary>What it adds.</summary>
    Offset,

    /// <summary>What it adds to gradients.</summary>
    GradientOffset,

    /// <summary>What a centred value adds to its gradient.</summary>
    InputFactor,

    /// <summary>Its weight.</summary>
    Weight,

    /// <summary>Its bias.</summary>
    Bias,
}

/// <summary>A stream of a fused program.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Owner">The layer it belongs to; null for those of the segment.</param>
internal sealed record FusedStream(StreamRole Role, ShapedLayer? Owner = null)
{
    /// <summary>Whether it is one row for all: the distance from row to row is 0.</summary>
    public bool IsVector => Role is StreamRole.ColumnScale or >= StreamRole.Mean;
}

/// <summary>A lane program with what its slots stand for.</summary>
internal sealed record FusedProgram(
    string Name,
    LaneProgram Program,
    IReadOnlyList<FusedStream> Streams,
    IReadOnlyList<ShapedLayer> Masks,
    IReadOnlyList<ScaleArgument> Scales)
{
    /// <param name="stride">Distance from row to row in the segment's matrices.</param>
    public EpiloguePlan Epilogue(int stride) => new(
        Name,
        Program,
        Streams.Select(StreamName).ToEquatableArray(),
        Streams.Select(stream => stream.IsVector ? 0 : stride).ToEquatableArray(),
        Masks.Select(static layer => Layouts.MaskRowBits(layer.Units)).ToEquatableArray());

    /// <summary>For each scalar, which number of the row it is; -1 for those of the pass.</summary>
    public EquatableArray<int> RowScales => Scales
        .Select(static scale => scale.Kind == ScaleKind.Row ? scale.Site : -1)
        .ToEquatableArray();

    /// <param name="matrix">What a stream stands for.</param>
    public EpilogueArguments Arguments(Func<FusedStream, Operand> matrix) => new(
        Streams.Select(matrix).ToEquatableArray(),
        Masks.Select(static layer => layer.Number).ToEquatableArray(),
        Scales.Where(static scale => scale.Kind != ScaleKind.Row).ToEquatableArray());

    // Of several layers' streams of one role each but the first has a number.
    private string StreamName(FusedStream stream, int index)
    {
        int before = Streams.Take(index).Count(other => other.Role == stream.Role);
        // A product has arguments of the plain names.
        string role = stream.Role is StreamRole.Weight or StreamRole.Bias ? "Layer" + stream.Role : stream.Role.ToString();
        role = char.ToLowerInvariant(role[0]) + role.Substring(1);
        return before == 0 ? role : role + (before + 1).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Builds a <see cref="FusedProgram"/>: slots are made on first use, in order of use.</summary>
/// <param name="allKept">Whether the program runs on kept units alone: no mask is read.</param>
internal sealed class FusedProgramBuilder(bool allKept = false)
{
    private readonly List<FusedStream> _streams = [];
    private readonly List<ShapedLayer> _masks = [];
    private readonly List<ScaleArgument> _scales = [];

    public LaneBuilder Lanes { get; } = new();

    public bool AllKept => allKept;

    public LaneValue Load(StreamRole role, ShapedLayer? owner = null) =>
        Lanes.Load(Slot(_streams, new FusedStream(role, owner), Lanes.NewStream));

    public void Store(StreamRole role, LaneValue value, ShapedLayer? owner = null) =>
        Lanes.Store(Slot(_streams, new FusedStream(role, owner), Lanes.NewStream), value);

    /// <summary>Values at starts of residual branches in this program, by number.</summary>
    public Dictionary<int, LaneValue> Skips { get; } = [];

    /// <summary>Gradients at adds of residual branches in this program, by number.</summary>
    public Dictionary<int, LaneValue> SkipGradients { get; } = [];

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
