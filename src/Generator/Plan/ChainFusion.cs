using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// The fusion of the elementwise layers behind a product: what the forward pass applies to the accumulators and saves,
/// and how the backward pass gets from the gradient by the result to the gradient by the accumulators.
/// </summary>
/// <remarks>
/// Two rules. An activation whose derivative is told by its output, with at most one dropout behind it from which that output
/// can be told, saves only the result. Any other chain saves the product's value and runs the chain again.
/// </remarks>
internal sealed class ChainFusion
{
    private readonly IReadOnlyList<ShapedLayer> _chain;

    public ChainFusion(IReadOnlyList<ShapedLayer> chain)
    {
        _chain = chain;
        bool outputIsEnough = chain.Count switch
        {
            0 => true,
            1 => chain[0].Layer is NoiseLayer or ActivationLayer { DerivativeFromOutput: true },
            2 => chain[0].Layer is ActivationLayer { DerivativeFromOutput: true } && chain[1].Layer is NoiseLayer { CanRestore: true },
            _ => false,
        };
        SavesProduct = !outputIsEnough;
    }

    /// <summary>Whether the product's value is saved beside the result.</summary>
    public bool SavesProduct { get; }

    public bool IsEmpty => _chain.Count == 0;

    /// <summary>Whether the chain changes nothing in this mode.</summary>
    public bool IsIdentity(ForwardMode mode) => !_chain.Any(layer => Acts(layer, mode));

    /// <summary>Whether about half of the results are zero.</summary>
    public bool MakesZeros => _chain.Any(static layer => layer.Layer is DropoutLayer or ReluLayer);

    public bool HasDropout => FirstDropout < _chain.Count;

    /// <summary>Index of the first layer that draws; the length of the chain if there is none.</summary>
    public int FirstDropout
    {
        get
        {
            int index = _chain.ToList().FindIndex(static layer => layer.Layer is NoiseLayer);
            return index < 0 ? _chain.Count : index;
        }
    }

    /// <summary>Layers <paramref name="from"/> to <paramref name="to"/> applied to a value, and the result stored.</summary>
    public FusedProgram Forward(Source source, ForwardMode mode, int from, int to, bool saveProduct) =>
        Forward(Start(source), "Store", mode, from, to, saveProduct);

    /// <summary>The same from a value that is computed first.</summary>
    public FusedProgram Forward(
        Func<FusedProgramBuilder, LaneValue> start, string name, ForwardMode mode, int from, int to, bool saveProduct)
    {
        var fused = new FusedProgramBuilder();
        LaneValue value = start(fused);
        if (saveProduct)
        {
            fused.Store(StreamRole.Product, value);
        }

        for (int i = from; i < to; i++)
        {
            value = Apply(fused, _chain[i], value, mode);
        }

        fused.Store(StreamRole.Result, value);
        return fused.Build(name + Titles(_chain.Skip(from).Take(to - from).Where(layer => Acts(layer, mode))));
    }

    /// <summary>From the gradient by the result to the gradient by the product.</summary>
    public FusedProgram Backward(Source source) => Backward(Start(source), string.Empty);

    /// <summary>The same from a gradient that is computed first.</summary>
    public FusedProgram Backward(Func<FusedProgramBuilder, LaneValue> start, string name)
    {
        var fused = new FusedProgramBuilder();
        LaneValue gradient = start(fused);
        gradient = SavesProduct ? BackThroughProduct(fused, gradient) : BackThroughResult(fused, gradient);
        fused.Store(StreamRole.Gradient, gradient);
        string through = Titles(_chain) + name;
        return fused.Build(through.Length == 0 ? "StoreGradient" : "BackThrough" + through);
    }

    private static Func<FusedProgramBuilder, LaneValue> Start(Source source) => source == Source.Accumulator
        ? static fused => fused.Lanes.Accumulator()
        : static fused => fused.Load(StreamRole.Source);

    private static LaneValue Apply(FusedProgramBuilder fused, ShapedLayer layer, LaneValue value, ForwardMode mode) =>
        layer.Layer switch
        {
            NoiseLayer noise => noise.Forward(new NoiseScope(fused, layer), value, mode),
            BatchNormLayer normalization => normalization.Folded(new NormalizationScope(fused, layer), value),
            _ => ((ActivationLayer)layer.Layer).Forward(value),
        };

    // A dropout mostly does nothing at inference.
    private static bool Acts(ShapedLayer layer, ForwardMode mode) =>
        mode == ForwardMode.Training || layer.Layer is not NoiseLayer { ActsAtInference: false };

    private LaneValue BackThroughResult(FusedProgramBuilder fused, LaneValue gradient)
    {
        ShapedLayer? drawing = _chain.LastOrDefault(static layer => layer.Layer is NoiseLayer);
        var noise = (NoiseLayer?)drawing?.Layer;
        var activation = _chain.FirstOrDefault()?.Layer as ActivationLayer;
        if (activation is null)
        {
            return noise is null ? gradient : noise.Backward(new NoiseScope(fused, drawing!), gradient);
        }

        LaneValue result = fused.Load(StreamRole.Result);
        if (noise is null)
        {
            return activation.Backward(result, gradient);
        }

        var scope = new NoiseScope(fused, drawing!);
        // A stored value above 0 was active and kept: no mask is read.
        return activation.PositiveMeansActive && noise.KeepsPositive
            ? activation.Backward(result, noise.BackwardOfKept(scope, gradient))
            : activation.Backward(noise.Restore(scope, result), noise.Backward(scope, gradient));
    }

    private LaneValue BackThroughProduct(FusedProgramBuilder fused, LaneValue gradient)
    {
        var values = new List<LaneValue> { fused.Load(StreamRole.Product) };
        foreach (ShapedLayer layer in _chain)
        {
            values.Add(Apply(fused, layer, values[values.Count - 1], ForwardMode.Training));
        }

        for (int i = _chain.Count - 1; i >= 0; i--)
        {
            gradient = _chain[i].Layer is ActivationLayer activation
                ? activation.Backward(values[activation.DerivativeFromOutput ? i + 1 : i], gradient)
                : ((NoiseLayer)_chain[i].Layer).Backward(new NoiseScope(fused, _chain[i]), gradient);
        }

        return gradient;
    }

    private static string Titles(IEnumerable<ShapedLayer> layers) => string.Concat(layers.Select(static layer => layer.Layer.Name));
}

/// <summary>Where a program's value comes from.</summary>
internal enum Source
{
    /// <summary>A product's accumulator.</summary>
    Accumulator,

    /// <summary>A stream.</summary>
    Stream,
}

internal enum ForwardMode
{
    Training,
    Inference,
}
