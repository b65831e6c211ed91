using System.Globalization;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>What the planners of the passes share: segments, their fusions, the kernels and buffers planned so far.</summary>
internal sealed class PlanContext
{
    private readonly List<BufferPlan> _buffers = [];

    // Per site: the buffer of what is drawn beside a mask. -1: nothing is.
    private readonly int[] _noise;

    // Per site: the buffers of a penalty's factors, one for each input of the weight behind, and of its gradients.
    private readonly Dictionary<int, (int Factors, int Gradients)> _penalties = [];

    // Per segment: the value behind its chain, and in front of it where that is saved. -1: not there.
    private readonly int[] _results;
    private readonly int[] _products;

    // Per batch normalisation: the first of its buffers.
    private readonly int[] _batchNorms;

    // Per residual branch: the value that goes round it, and the gradient by that. Absent: not needed so far.
    private readonly Dictionary<int, int> _skips = [];
    private readonly Dictionary<int, int> _skipGradients = [];

    // Per segment: the moments of the rows, where its head needs them. -1: it does not.
    private readonly int[] _rowMoments;

    public PlanContext(ShapedNetwork network)
    {
        Network = network;
        Segments = Segment.Cut(network);
        SharesMasks = RowGroupSegments.Find(Segments);
        Fusions = [.. Segments.Select(static segment => new ChainFusion(segment.Chain))];
        Runs = SegmentRun.Single(Segments, Fusions);
        FoldedRuns = SegmentRun.Folded(Segments, Fusions);
        Branches = DroppedBranches.OfTraining(Segments);
        _noise = [.. network.Dropouts.Select(layer => ((NoiseLayer)layer.Layer).Draws switch
        {
            NoiseDraws.Matrix => AddRowBuffer("Noise" + SiteNumber(layer), layer.Units),
            NoiseDraws.MaskAndColumnScale => AddBuffer(new BufferPlan("ColumnScale" + SiteNumber(layer), 0, Layouts.Padded(layer.Units))),
            _ => -1,
        })];
        _results = new int[Segments.Count];
        _products = new int[Segments.Count];
        for (int s = 0; s < Segments.Count; s++)
        {
            bool isInputs = s == 0;
            bool exists = !isInputs
                || !Fusions[0].IsEmpty
                || Segments[1].IsNormalization
                || Layouts.NeedsPaddedInputs(network.Inputs)
                || (Segments[1].Dense is not null && WeightLayout.PaysToPad(network.Inputs, Segments[1].Units))
                || (SharesMasks[1] && network.Inputs != Layouts.Padded(network.Inputs));
            _products[s] = exists && (isInputs ? !Fusions[0].IsEmpty || Segments[1].IsNormalization : Fusions[s].SavesProduct)
                ? AddRowBuffer(isInputs ? "PaddedInputs" : "Product" + Number(s), Segments[s].Units)
                : -1;
            _results[s] = exists
                ? AddRowBuffer(isInputs ? "InputActivation" : "Activation" + Number(s), Segments[s].Units)
                : -1;
        }

        for (int s = 1; s < Segments.Count; s++)
        {
            if (Segments[s].WeightMask is { } mask)
            {
                _noise[mask.Number] = AddBuffer(new BufferPlan(
                    "MaskedWeight" + SiteNumber(mask), 0, Layout(s).Length(Segments[s].Head!.Inputs, Segments[s].Units)));
            }
        }

        foreach (ShapedLayer layer in Segments.Select(static segment => segment.Penalty).OfType<ShapedLayer>())
        {
            _penalties[layer.Number] = (
                AddBuffer(new BufferPlan("PenaltyFactors" + SiteNumber(layer), 0, Layouts.Padded(layer.Units))),
                AddRowBuffer("PenaltyGradient" + SiteNumber(layer), layer.Units));
        }

        for (int s = 0; s < Segments.Count; s++)
        {
            List<ShapedLayer> chain = Segments[s].Chain;
            for (int i = 0; i < chain.Count; i++)
            {
                if (chain[i].Layer is ResidualStartLayer && Residuals.IsTrailing(chain, i))
                {
                    _skips[chain[i].Number] = _results[s];
                }
            }
        }

        _batchNorms = [.. network.BatchNorms.Select(AddBatchNormBuffers)];
        _rowMoments = [.. Segments.Select(segment => segment.Head?.Layer is LayerNormLayer
            ? AddBuffer(new BufferPlan(segment.Stem + "Moments", RowNormalizationPlan.Moments, 0))
            : -1)];
    }

    public ShapedNetwork Network { get; }

    /// <summary>The inputs, then each dense layer and normalisation with what follows it.</summary>
    public List<Segment> Segments { get; }

    public List<ChainFusion> Fusions { get; }

    /// <summary>Each segment by itself.</summary>
    public List<SegmentRun> Runs { get; }

    /// <summary>The segments with batch normalisations as part of the segment in front.</summary>
    public List<SegmentRun> FoldedRuns { get; }

    /// <summary>Residual branches that training leaves out where all rows drop them.</summary>
    public DroppedBranches Branches { get; }

    /// <summary>The first buffer of each batch normalisation.</summary>
    public IEnumerable<int> BatchNorms => _batchNorms;

    /// <summary>For each segment whether dropped units are left out, group by group of rows.</summary>
    public bool[] SharesMasks { get; }

    public KernelTable Kernels { get; } = new();

    /// <summary>Says that the gradient by what goes round a residual branch stands in a buffer that there is anyway.</summary>
    public void SetSkipGradient(int residual, int buffer) => _skipGradients[residual] = buffer;

    public IReadOnlyList<BufferPlan> Buffers => _buffers;

    /// <summary>Index of the last segment.</summary>
    public int Last => Segments.Count - 1;

    /// <summary>Number of a segment, as in the names of its buffers.</summary>
    public static string Number(int segment) => (segment - 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Buffer of what is drawn for a site beside a mask, or in place of one; -1 where nothing is.</summary>
    public int Noise(int site) => _noise[site];

    public int AddBuffer(BufferPlan buffer)
    {
        _buffers.Add(buffer);
        return _buffers.Count - 1;
    }

    public int AddRowBuffer(string name, int columns) => AddBuffer(new BufferPlan(name, Layouts.Stride(columns), 0));

    /// <summary>Makes a buffer's rows at least this long.</summary>
    public void Widen(int buffer, int stride)
    {
        if (_buffers[buffer].PerRow < stride)
        {
            _buffers[buffer] = _buffers[buffer] with { PerRow = stride };
        }
    }

    /// <summary>Buffer with the value behind a segment's chain.</summary>
    public int Result(int segment) => _results[segment];

    /// <summary>Buffer with the value in front of a segment's chain; -1 where it is not saved.</summary>
    public int Product(int segment) => _products[segment];

    /// <summary>What a segment's dense layer takes.</summary>
    public Operand Left(int segment) => _results[segment - 1] < 0
        ? new Operand(OperandKind.Inputs, 0)
        : new Operand(OperandKind.Buffer, _results[segment - 1]);

    /// <summary>Floats from one row of it to the next.</summary>
    public int LeftStride(int segment) =>
        _results[segment - 1] < 0 ? Network.Inputs : Layouts.Stride(Segments[segment - 1].Units);

    /// <summary>How a segment's weight is stored.</summary>
    /// <remarks>
    /// Transposed storage sums along whole vectors of inputs: these must fill them, as the caller's may, or stand in a buffer with zeros
    /// for padding.
    /// </remarks>
    public WeightLayout Layout(int segment)
    {
        int inputs = Segments[segment - 1].Units;
        int units = Segments[segment].Units;
        if (SharesMasks[segment - 1] && units >= Layouts.Granularity)
        {
            // Its gradient is taken by inputs that groups of rows keep.
            return WeightLayout.Ordinary(inputs, units);
        }

        bool hasZeros = (_results[segment - 1] >= 0 || inputs == Layouts.Padded(inputs))
            && (inputs == Layouts.Padded(inputs) || HasZeroPadding(segment - 1));
        return hasZeros && (SharesMasks[segment] || WeightLayout.IsBetterTransposed(inputs, units))
            ? WeightLayout.Transposed(inputs, units)
            : WeightLayout.Ordinary(inputs, units);
    }

    /// <summary>Index of a segment's weight among the parameters; its bias follows.</summary>
    public int Weight(int segment)
    {
        int index = 0;
        foreach (ShapedLayer layer in Network.Layers.TakeWhile(layer => layer != Segments[segment].Head))
        {
            index += layer.Layer.ParameterNames.Count;
        }

        return index;
    }

    /// <summary>The buffers of the penalty of a site.</summary>
    public (int Factors, int Gradients) PenaltyBuffers(int site) => _penalties[site];

    /// <summary>What the penalties of the network are made of, in the order of their sites.</summary>
    public IEnumerable<PenaltyPlan> Penalties() =>
        from s in Enumerable.Range(1, Last)
        let penalty = Segments[s - 1].Penalty
        where penalty is not null
        select new PenaltyPlan(
            penalty.Number, Weight(s), _results[s - 1], _penalties[penalty.Number].Factors, _penalties[penalty.Number].Gradients);

    /// <summary>What a segment's products multiply by in training: its weight, or a masked copy.</summary>
    public Operand TrainingWeight(int segment) => Segments[segment].WeightMask is { } mask
        ? new Operand(OperandKind.Buffer, _noise[mask.Number])
        : new Operand(OperandKind.Parameter, Weight(segment));

    /// <summary>Buffer of the moments of a segment's rows.</summary>
    public int RowMoments(int segment) => _rowMoments[segment];

    private bool HasZeroPadding(int segment) => HasZeroPadding(segment, Segments[segment].Chain.Count);

    // Behind some of a segment's chain.
    private bool HasZeroPadding(int segment, int links) =>
        (Segments[segment].Head?.Layer switch
        {
            NormalizationLayer { ClearsPadding: true } => true,
            BatchNormLayer => HasZeroPadding(segment - 1),
            LayerNormLayer => false,
            _ => true,
        })
        && Segments[segment].Chain.Take(links).All(layer =>
            layer.Layer.KeepsZero && (layer.Layer is not ResidualAddLayer || SkipHasZeroPadding(layer.Number)));

    private bool SkipHasZeroPadding(int residual)
    {
        for (int s = 0; s < Segments.Count; s++)
        {
            int start = Segments[s].Chain.FindIndex(layer => layer.Layer is ResidualStartLayer && layer.Number == residual);
            if (start >= 0)
            {
                return HasZeroPadding(s, start);
            }
        }

        return false;
    }

    // In the order in which the library knows them.
    private int AddBatchNormBuffers(ShapedLayer layer)
    {
        string[] names = ["Mean", "Variance", "InverseDeviation", "Factor", "Offset", "GradientOffset", "InputFactor"];
        int[] buffers = [.. names.Select(name => AddBuffer(new BufferPlan(layer.Stem + name, 0, Layouts.Padded(layer.Units))))];
        return buffers[0];
    }

    private static string SiteNumber(ShapedLayer layer) => layer.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Plans an elementwise kernel on a segment's values, and the call of it.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="program">What it does.</param>
    /// <param name="streams">What its streams stand for.</param>
    /// <param name="comment">For the reader.</param>
    /// <param name="headsSegment">Whether it computes the segment's head.</param>
    public Call Elementwise(int segment, FusedProgram program, SegmentStreams streams, string comment, bool headsSegment = false)
    {
        int units = Segments[segment].Units;
        int stride = Layouts.Stride(units);
        string kernel = Kernels.Add(new ElementwisePlan(
            Segments[segment].Stem + program.Name,
            $"{program.Name} on [rows, {units}]",
            Layouts.Padded(units),
            program.Epilogue(stride)));
        return new ElementwiseCall(comment, kernel, Arguments(program, streams), headsSegment);
    }

    /// <summary>What fills the slots of a program.</summary>
    public EpilogueArguments Arguments(FusedProgram program, SegmentStreams streams) => program.Arguments(stream => stream.Role switch
    {
        StreamRole.Source => Buffer(streams.Source),
        StreamRole.Product => Buffer(_products[streams.Segment]),
        StreamRole.Result => Buffer(streams.Result >= 0 ? streams.Result : _results[streams.Segment]),
        StreamRole.Gradient => Buffer(streams.Gradient),
        StreamRole.Penalty => Buffer(_penalties[stream.Owner!.Number].Gradients),
        StreamRole.Skip => Buffer(ResidualBuffer(_skips, "SkipOfBranch", stream.Owner!)),
        StreamRole.SkipGradient => Buffer(ResidualBuffer(_skipGradients, "SkipGradientOfBranch", stream.Owner!)),
        StreamRole.Mean => BatchNormBuffer(stream, 0),
        StreamRole.Factor => BatchNormBuffer(stream, 3),
        StreamRole.Offset => BatchNormBuffer(stream, 4),
        StreamRole.GradientOffset => BatchNormBuffer(stream, 5),
        StreamRole.InputFactor => BatchNormBuffer(stream, 6),
        StreamRole.Weight => new Operand(OperandKind.Parameter, Weight(SegmentOf(stream))),
        StreamRole.Bias => new Operand(OperandKind.Parameter, Weight(SegmentOf(stream)) + 1),
        _ => Buffer(_noise[stream.Owner!.Number]),
    });

    // Their names are not those of streams, which are numbered too: both are locals of a straight-line pass.
    private int ResidualBuffer(Dictionary<int, int> buffers, string name, ShapedLayer end)
    {
        if (!buffers.TryGetValue(end.Number, out int buffer))
        {
            buffer = AddRowBuffer(name + SiteNumber(end), end.Units);
            buffers.Add(end.Number, buffer);
        }

        return buffer;
    }

    private static Operand Buffer(int index) => new(OperandKind.Buffer, index);

    private Operand BatchNormBuffer(FusedStream stream, int number) => Buffer(_batchNorms[stream.Owner!.Number] + number);

    private int SegmentOf(FusedStream stream) => Segments.FindIndex(segment => segment.Head == stream.Owner);
}

/// <summary>What the streams of a program on a segment's values stand for.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Source">Buffer that an elementwise program reads.</param>
/// <param name="Gradient">Buffer that a backward program writes.</param>
/// <param name="Result">Buffer of the value behind the chain; the segment's own if -1.</param>
internal sealed record SegmentStreams(int Segment, int Source = -1, int Gradient = -1, int Result = -1);
