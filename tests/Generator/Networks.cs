using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Tests;

/// <summary>Networks as values, without a compiler: the road from its second step on.</summary>
internal static class Networks
{
    public static readonly LossLayer Classes = new SoftmaxCrossEntropyLayer();
    public static readonly LossLayer Values = new MeanSquaredErrorLayer();
    public static readonly Layer Relu = new ReluLayer();
    public static readonly Layer Tanh = new TanhLayer();
    public static readonly Layer Gelu = new GeluLayer();

    public static Layer Dense(int units, bool bias = true) => new DenseLayer(units, bias, Layers.Initialization.Automatic);

    public static Layer Dropout(double rate = 0.5, Layers.DropoutScaling scaling = Layers.DropoutScaling.Inverted) => new DropoutLayer(rate, scaling);

    /// <summary>Dropout whose masks rows share.</summary>
    public static Layer SharedDropout(int rowsPerMask, double rate = 0.5, bool balanced = false) =>
        new DropoutLayer(rate, Layers.DropoutScaling.Inverted, rowsPerMask, balanced);

    public static NetworkModel Declared(int inputs, params Layer[] layers) => new(
        new TypeModel("A", EquatableArray<string>.Empty, "Net", "A.Net", true),
        inputs,
        layers.ToEquatableArray(),
        EquatableArray<Fault>.Empty,
        EquatableArray<string>.Empty,
        false);

    /// <summary>A residual branch of some layers, several times.</summary>
    public static Layer Residual(int count, params Layer[] layers) =>
        new ResidualLayer(new BlockModel("Branch", layers.ToEquatableArray(), true), count);

    /// <summary>A residual branch of some layers that is dropped, several times.</summary>
    public static Layer Dropped(int count, params Layer[] layers) => Dropped(count, new DropPathOptions(0.5, Layers.DropPathSchedule.Constant, Layers.DropoutScaling.Inverted, 1), layers);

    /// <summary>The same in a way that is said.</summary>
    public static Layer Dropped(int count, DropPathOptions dropPath, params Layer[] layers) =>
        new ResidualLayer(new BlockModel("Branch", layers.ToEquatableArray(), true), count, dropPath);

    /// <summary>Some layers, several times.</summary>
    public static Layer Repeat(int count, params Layer[] layers) =>
        new RepeatLayer(new BlockModel("Layers", layers.ToEquatableArray(), true), count);

    public static ShapedNetwork Shaped(int inputs, params Layer[] layers) => ShapeInference.Run(Declared(inputs, layers))!;

    public static NetworkPlan Planned(int inputs, params Layer[] layers) => Planner.Run(Shaped(inputs, layers));
}
