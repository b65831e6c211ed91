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
/// can be told, saves only the result. Any other chain saves the product's value and runs the chain again. The ends of residual
/// branches change nothing in this where the result is still the activation's: adds in front of it, starts behind.
/// </remarks>
internal sealed class ChainFusion
{
    private readonly IReadOnlyList<ShapedLayer> _chain;

    public ChainFusion(IReadOnlyList<ShapedLayer> chain)
    {
        _chain = chain;
        SavesProduct = !OutputIsEnough(chain);
    }

    /// <summary>Whether the product's value is saved beside the result.</summary>
    public bool SavesProduct { get; }

    public bool IsEmpty => _chain.Count == 0;

    /// <summary>Whether the gradient by the result is the gradient by the product.</summary>
    public bool PassesGradient => _chain.All(static layer => layer.Layer is ResidualAddLayer);

    /// <summary>Whether the gradient by the product is that of what goes round a residual branch, too, and read again there.</summary>
    public bool KeepsGradient => _chain.Count > 0 && _chain[0].Layer is ResidualAddLayer;

    /// <summary>Whether the chain changes nothing in this mode.</summary>
    public bool IsIdentity(ForwardMode mode) => !Enumerable.Range(0, _chain.Count).Any(i => Acts(i, mode));

    /// <summary>Whether about half of the results are zero.</summary>
    public bool MakesZeros => _chain
        .Reverse()
        .TakeWhile(static layer => layer.Layer is not ResidualAddLayer)
        .Any(static layer => layer.Layer is DropoutLayer or ReluLayer);

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
        Forward(new FusedProgramBuilder(), Start(source), mode, from, to, saveProduct).Build(ForwardName("Store", mode, from, to));

    /// <summary>The same from a value that is computed first.</summary>
    public FusedProgram Forward(
        Func<FusedProgramBuilder, LaneValue> start, string name, ForwardMode mode, int from, int to, bool saveProduct) =>
        Forward(new FusedProgramBuilder(), start, mode, from, to, saveProduct).Build(ForwardName(name, mode, from, to));

    /// <summary>The whole chain in training on units that its dropout keeps.</summary>
    public FusedProgram ForwardOfKept() =>
        Forward(new FusedProgramBuilder(allKept: true), Start(Source.Accumulator), ForwardMode.Training, 0, _chain.Count, SavesProduct)
            .Build(ForwardName("Store", ForwardMode.Training, 0, _chain.Count) + "OfKept");

    /// <summary>What goes round a residual branch that all rows dropped, through the layers behind its end.</summary>
    /// <param name="add">The end.</param>
    public FusedProgram ForwardOfDropped(ShapedLayer add)
    {
        int behind = Index(add) + 1;
        return Forward(
            new FusedProgramBuilder(), fused => fused.Lanes.Constant(0) + fused.Load(StreamRole.Skip, add), ForwardMode.Training, behind, _chain.Count, false)
            .Build(ForwardName("StoreSkip", ForwardMode.Training, behind, _chain.Count));
    }

    private string ForwardName(string name, ForwardMode mode, int from, int to) =>
        name + Titles(Enumerable.Range(from, to - from).Where(i => Acts(i, mode)).Select(i => _chain[i]));

    private FusedProgramBuilder Forward(
        FusedProgramBuilder fused, Func<FusedProgramBuilder, LaneValue> start, ForwardMode mode, int from, int to, bool saveProduct)
    {
        LaneValue value = start(fused);
        if (saveProduct)
        {
            fused.Store(StreamRole.Product, value);
        }

        for (int i = from; i < to; i++)
        {
            if (_chain[i].Layer is ResidualStartLayer && !Residuals.IsTrailing(_chain, i) && !Residuals.IsInside(_chain, _chain[i].Number, from, to))
            {
                fused.Store(StreamRole.Skip, value, _chain[i]);
            }

            value = Apply(fused, _chain[i], value, mode);
        }

        fused.Store(StreamRole.Result, value);
        return fused;
    }

    /// <summary>From the gradient by the result to the gradient by the product.</summary>
    public FusedProgram Backward(Source source) => Backward(Start(source), string.Empty);

    /// <summary>The same from a gradient that is computed first.</summary>
    public FusedProgram Backward(Func<FusedProgramBuilder, LaneValue> start, string name) =>
        Backward(new FusedProgramBuilder(), start).Build(BackwardName(name));

    /// <summary>The same for units that the chain's dropout keeps.</summary>
    public FusedProgram BackwardOfKept() =>
        Backward(new FusedProgramBuilder(allKept: true), Start(Source.Accumulator)).Build(BackwardName(string.Empty) + "OfKept");

    /// <summary>The gradient round a residual branch that all rows dropped, through the layers in front of its start.</summary>
    /// <param name="start">The start.</param>
    public FusedProgram BackwardOfDropped(ShapedLayer start)
    {
        int layers = Index(start);
        var fused = new FusedProgramBuilder();
        LaneValue gradient = BackThroughStart(fused, start, fused.Lanes.Constant(0));
        gradient = SavesProduct ? BackThroughProduct(fused, gradient, layers) : BackThroughResult(fused, gradient, layers);
        fused.Store(StreamRole.Gradient, gradient);
        return fused.Build("BackThroughSkip" + Titles(_chain.Take(layers)));
    }

    // By number: ends of branches of one shape are equal otherwise.
    private int Index(ShapedLayer end) =>
        _chain.ToList().FindIndex(layer => layer.Number == end.Number && layer.Layer.GetType() == end.Layer.GetType());

    private string BackwardName(string name)
    {
        string through = Titles(_chain) + name;
        return through.Length == 0 ? "StoreGradient" : "BackThrough" + through;
    }

    private FusedProgramBuilder Backward(FusedProgramBuilder fused, Func<FusedProgramBuilder, LaneValue> start)
    {
        LaneValue gradient = start(fused);
        gradient = SavesProduct ? BackThroughProduct(fused, gradient, _chain.Count) : BackThroughResult(fused, gradient, _chain.Count);
        fused.Store(StreamRole.Gradient, gradient);
        return fused;
    }

    private static Func<FusedProgramBuilder, LaneValue> Start(Source source) => source == Source.Accumulator
        ? static fused => fused.Lanes.Accumulator()
        : static fused => fused.Load(StreamRole.Source);

    private static LaneValue Apply(FusedProgramBuilder fused, ShapedLayer layer, LaneValue value, ForwardMode mode) =>
        layer.Layer switch
        {
            NoiseLayer noise => noise.Forward(new NoiseScope(fused, layer), value, mode),
            BatchNormLayer normalization => normalization.Folded(new NormalizationScope(fused, layer), value),
            ResidualStartLayer => fused.Skips[layer.Number] = value,
            ResidualAddLayer => value + (fused.Skips.TryGetValue(layer.Number, out LaneValue skip) ? skip : fused.Load(StreamRole.Skip, layer)),
            _ => ((ActivationLayer)layer.Layer).Forward(value),
        };

    // A dropout mostly does nothing at inference, and the start of a branch nothing where the result is what goes round it.
    private bool Acts(int index, ForwardMode mode) => _chain[index].Layer switch
    {
        NoiseLayer noise => mode == ForwardMode.Training || noise.ActsAtInference,
        ResidualStartLayer => !Residuals.IsTrailing(_chain, index),
        _ => true,
    };

    private static bool OutputIsEnough(IReadOnlyList<ShapedLayer> chain)
    {
        // What drops a branch needs no value on the way back, nor do the ends of branches.
        List<ShapedLayer> links = [.. chain.SkipWhile(static layer => Residuals.IsEnd(layer) || layer.Layer is DropPathLayer)];
        while (links.Count > 0 && links[links.Count - 1].Layer is ResidualStartLayer)
        {
            links.RemoveAt(links.Count - 1);
        }

        // Of a dropout alone no value is needed, whatever is added to it.
        return links.Count switch
        {
            0 => true,
            1 => links[0].Layer is NoiseLayer or ActivationLayer { DerivativeFromOutput: true },
            2 when links[0].Layer is ActivationLayer { DerivativeFromOutput: true } && links[1].Layer is NoiseLayer { CanRestore: true } => true,
            _ => links.All(static layer => Residuals.IsEnd(layer) || layer.Layer is NoiseLayer)
                && links.Count(static layer => layer.Layer is NoiseLayer) == 1,
        };
    }

    private static LaneValue BackThroughStart(FusedProgramBuilder fused, ShapedLayer layer, LaneValue gradient) =>
        gradient + (fused.SkipGradients.TryGetValue(layer.Number, out LaneValue skip) ? skip : fused.Load(StreamRole.SkipGradient, layer));

    private LaneValue BackThroughAdd(FusedProgramBuilder fused, int index, LaneValue gradient)
    {
        ShapedLayer layer = _chain[index];
        fused.SkipGradients[layer.Number] = gradient;
        if (!Residuals.IsLeading(_chain, index) && !Residuals.IsInside(_chain, layer.Number, 0, _chain.Count))
        {
            fused.Store(StreamRole.SkipGradient, gradient, layer);
        }

        return gradient;
    }

    // Through the first layers of the chain.
    private LaneValue BackThroughResult(FusedProgramBuilder fused, LaneValue gradient, int layers)
    {
        for (int i = layers - 1; i >= 0; i--)
        {
            switch (_chain[i].Layer)
            {
                case ResidualStartLayer:
                    gradient = BackThroughStart(fused, _chain[i], gradient);
                    break;
                case ResidualAddLayer:
                    gradient = BackThroughAdd(fused, i, gradient);
                    break;
                case NoiseLayer noise when i > 0 && _chain[i - 1].Layer is ActivationLayer activation:
                    gradient = BackThroughResult(fused, activation, noise, new NoiseScope(fused, _chain[i]), gradient);
                    i--;
                    break;
                case NoiseLayer noise:
                    gradient = noise.Backward(new NoiseScope(fused, _chain[i]), gradient);
                    break;
                default:
                    gradient = ((ActivationLayer)_chain[i].Layer).Backward(fused.Load(StreamRole.Result), gradient);
                    break;
            }
        }

        return gradient;
    }

    private static LaneValue BackThroughResult(
        FusedProgramBuilder fused, ActivationLayer activation, NoiseLayer noise, NoiseScope scope, LaneValue gradient)
    {
        LaneValue result = fused.Load(StreamRole.Result);

        // A stored value above 0 was active and kept: no mask is read.
        return activation.PositiveMeansActive && noise.KeepsPositive
            ? activation.Backward(result, noise.BackwardOfKept(scope, gradient))
            : activation.Backward(noise.Restore(scope, result), noise.Backward(scope, gradient));
    }

    private LaneValue BackThroughProduct(FusedProgramBuilder fused, LaneValue gradient, int layers)
    {
        if (layers == 0)
        {
            return gradient;
        }

        var values = new List<LaneValue> { fused.Load(StreamRole.Product) };
        foreach (ShapedLayer layer in _chain.Take(layers))
        {
            values.Add(Apply(fused, layer, values[values.Count - 1], ForwardMode.Training));
        }

        for (int i = layers - 1; i >= 0; i--)
        {
            gradient = _chain[i].Layer switch
            {
                ActivationLayer activation => activation.Backward(values[activation.DerivativeFromOutput ? i + 1 : i], gradient),
                ResidualStartLayer => BackThroughStart(fused, _chain[i], gradient),
                ResidualAddLayer => BackThroughAdd(fused, i, gradient),
                _ => ((NoiseLayer)_chain[i].Layer).Backward(new NoiseScope(fused, _chain[i]), gradient),
            };
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
