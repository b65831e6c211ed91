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
/// Two rules. An activation whose derivative is told by its output, with at most one dropout behind it, saves only the
/// result. Any other chain saves the product's value and runs the chain again.
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
            1 => chain[0].Layer is DropoutLayer or ActivationLayer { DerivativeFromOutput: true },
            2 => chain[0].Layer is ActivationLayer { DerivativeFromOutput: true } && chain[1].Layer is DropoutLayer,
            _ => false,
        };
        SavesProduct = !outputIsEnough;
    }

    /// <summary>Whether the product's value is saved beside the result.</summary>
    public bool SavesProduct { get; }

    public bool IsEmpty => _chain.Count == 0;

    /// <summary>Whether the chain changes nothing in this mode.</summary>
    public bool IsIdentity(ForwardMode mode) => _chain.All(layer =>
        mode == ForwardMode.Inference && layer.Layer is DropoutLayer { Scaling: not DropoutScaling.Classic });

    /// <summary>Whether about half of the results are zero.</summary>
    public bool MakesZeros => _chain.Any(static layer => layer.Layer is DropoutLayer or ReluLayer);

    public bool HasDropout => FirstDropout < _chain.Count;

    /// <summary>Index of the first dropout; the length of the chain if there is none.</summary>
    public int FirstDropout
    {
        get
        {
            int index = _chain.ToList().FindIndex(static layer => layer.Layer is DropoutLayer);
            return index < 0 ? _chain.Count : index;
        }
    }

    /// <summary>Layers <paramref name="from"/> to <paramref name="to"/> applied to a value, and the result stored.</summary>
    public FusedProgram Forward(Source source, ForwardMode mode, int from, int to, bool saveProduct)
    {
        var fused = new FusedProgramBuilder();
        LaneValue value = source == Source.Accumulator ? fused.Lanes.Accumulator() : fused.Load(StreamRole.Source);
        if (saveProduct)
        {
            fused.Store(StreamRole.Product, value);
        }

        for (int i = from; i < to; i++)
        {
            value = Apply(fused, _chain[i], value, mode);
        }

        fused.Store(StreamRole.Result, value);
        return fused.Build(Name(from, to, mode));
    }

    /// <summary>From the gradient by the result to the gradient by the product.</summary>
    public FusedProgram Backward(Source source)
    {
        var fused = new FusedProgramBuilder();
        LaneValue gradient = source == Source.Accumulator ? fused.Lanes.Accumulator() : fused.Load(StreamRole.Source);
        gradient = SavesProduct ? BackThroughProduct(fused, gradient) : BackThroughResult(fused, gradient);
        fused.Store(StreamRole.Gradient, gradient);
        return fused.Build(_chain.Count == 0 ? "StoreGradient" : "BackThrough" + Titles(_chain));
    }

    private static LaneValue Apply(FusedProgramBuilder fused, ShapedLayer layer, LaneValue value, ForwardMode mode)
    {
        if (layer.Layer is ActivationLayer activation)
        {
            return activation.Forward(value);
        }

        var dropout = (DropoutLayer)layer.Layer;
        return mode == ForwardMode.Training
            ? Mask(fused, layer, value)
            : dropout.Scaling == DropoutScaling.Classic
                ? value * fused.Scale(ScaleKind.Inference, layer.Number)
                : value;
    }

    // Forward and backward alike: a dropped unit is zero, a kept one is scaled if the scaling is inverted.
    private static LaneValue Mask(FusedProgramBuilder fused, ShapedLayer layer, LaneValue value)
    {
        LaneValue scaled = ((DropoutLayer)layer.Layer).Scaling == DropoutScaling.Inverted
            ? value * fused.Scale(ScaleKind.Training, layer.Number)
            : value;
        return fused.Lanes.Keep(fused.Mask(layer), scaled);
    }

    private LaneValue BackThroughResult(FusedProgramBuilder fused, LaneValue gradient)
    {
        ShapedLayer? dropout = _chain.LastOrDefault(static layer => layer.Layer is DropoutLayer);
        var activation = _chain.FirstOrDefault()?.Layer as ActivationLayer;
        if (activation is null)
        {
            return dropout is null ? gradient : Mask(fused, dropout, gradient);
        }

        LaneValue result = fused.Load(StreamRole.Result);
        if (dropout is null)
        {
            return activation.Backward(result, gradient);
        }

        bool inverted = ((DropoutLayer)dropout.Layer).Scaling == DropoutScaling.Inverted;
        if (activation.PositiveMeansActive)
        {
            // A stored value above 0 was active and kept: no mask is read.
            LaneValue scaled = inverted ? gradient * fused.Scale(ScaleKind.Training, dropout.Number) : gradient;
            return activation.Backward(result, scaled);
        }

        // The stored value is output * mask / q; where the mask is 1 the output is q times as much.
        LaneValue output = inverted ? result * fused.Scale(ScaleKind.InverseTraining, dropout.Number) : result;
        return activation.Backward(output, Mask(fused, dropout, gradient));
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
                : Mask(fused, _chain[i], gradient);
        }

        return gradient;
    }

    private string Name(int from, int to, ForwardMode mode)
    {
        // A dropout that does nothing at inference is not part of what the program does.
        string titles = Titles(_chain.Skip(from).Take(to - from).Where(layer =>
            mode == ForwardMode.Training || layer.Layer is not DropoutLayer { Scaling: not DropoutScaling.Classic }));
        return titles.Length == 0 ? "Store" : "Store" + titles;
    }

    private static string Titles(IEnumerable<ShapedLayer> layers)
    {
        var name = new System.Text.StringBuilder();
        foreach (ShapedLayer layer in layers)
        {
            string title = layer.Layer.GetType().Name;
            name.Append(title, 0, title.Length - "Layer".Length);
        }

        return name.ToString();
    }
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
