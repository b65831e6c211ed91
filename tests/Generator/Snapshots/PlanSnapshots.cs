using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Tests.Printing;
using DropoutGen.TestSupport.Snapshots;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Snapshots;

/// <summary>Whole plans as text: what a change of the planner does to typical networks.</summary>
public sealed class PlanSnapshots
{
    [Fact]
    public void Classifier_with_relu_and_dropout() => Snapshot.Match(PlanPrinter.Print(Planned(
        784, Dense(256), Relu, Dropout(), Dense(128), Relu, Dropout(), Dense(10), Classes)), "txt");

    [Fact]
    public void Regression_with_dropout_on_the_inputs() => Snapshot.Match(PlanPrinter.Print(Planned(
        13, Dropout(0.1), Dense(32), Tanh, Dropout(0.2), Dense(1), Values)), "txt");

    [Fact]
    public void Least_network() => Snapshot.Match(PlanPrinter.Print(Planned(1, Dense(1), Values)), "txt");

    [Fact]
    public void Logistic_regression_on_scaled_inputs() => Snapshot.Match(PlanPrinter.Print(Planned(20, Tanh, Dense(3), new SigmoidCrossEntropyLayer())), "txt");

    [Fact]
    public void Smooth_activations_that_save_the_product() => Snapshot.Match(PlanPrinter.Print(Planned(
        64, Dense(48), Gelu, Dropout(), Dense(48), new SiluLayer(), Dense(4), Classes)), "txt");

    [Fact]
    public void Classic_and_missing_scaling() => Snapshot.Match(PlanPrinter.Print(Planned(
        16,
        Dense(32),
        Relu,
        Dropout(0.5, Layers.DropoutScaling.Classic),
        Dense(32),
        new SigmoidLayer(),
        Dropout(0.5, Layers.DropoutScaling.None),
        Dense(2),
        Classes)), "txt");

    [Fact]
    public void Long_chain_and_an_activation_on_the_outputs() => Snapshot.Match(PlanPrinter.Print(Planned(
        8, Dense(16), Relu, Dropout(0.1), Tanh, Dropout(0.2), Dense(5, bias: false), new SoftplusLayer(1), Values)), "txt");

    [Fact]
    public void Equal_layers_share_kernels() => Snapshot.Match(PlanPrinter.Print(Planned(
        64, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Values)), "txt");

    [Fact]
    public void Odd_widths() => Snapshot.Match(PlanPrinter.Print(Planned(37, Dense(130), new LeakyReluLayer(0.01), Dropout(0.3), Dense(49), new SeluLayer(), Dense(7), Classes)), "txt");

    [Fact]
    public void Masks_that_rows_share() => Snapshot.Match(PlanPrinter.Print(Planned(
        784, Dense(256), Relu, SharedDropout(16), Dense(128), Gelu, SharedDropout(32), Dense(96), Relu, Dense(10), Classes)), "txt");

    [Fact]
    public void Other_kinds_of_dropout() => Snapshot.Match(PlanPrinter.Print(Planned(
        16,
        new FeatureDropoutLayer(0.1, EquatableArray.ToEquatableArray([new FeatureGroup("a", EquatableArray.ToEquatableArray([0, 3]), "a: 0, 3")])),
        Dense(32),
        new SeluLayer(),
        new AlphaDropoutLayer(0.1),
        Dense(32),
        Tanh,
        new GaussianDropoutLayer(0.2),
        Dense(2),
        Classes)), "txt");

    [Fact]
    public void Residual_branches() => Snapshot.Match(PlanPrinter.Print(Planned(
        20,
        Dense(64),
        Relu,
        Residual(2, Dense(128), Relu, Dropout(), Dense(64)),
        Residual(2, new LayerNormLayer(1e-5, true), Gelu, Dense(64), Dropout(0.1)),
        new LayerNormLayer(1e-5, true),
        Dense(2),
        Classes)), "txt");

    [Fact]
    public void Dropped_branches() => Snapshot.Match(PlanPrinter.Print(Planned(
        20,
        Dense(64),
        Relu,
        Dropped(2, Dense(128), Relu, Dropout(), Dense(64)),
        Dense(2),
        Classes)), "txt");

    [Fact]
    public void Normalisations_behind_products_activations_and_inputs() => Snapshot.Match(PlanPrinter.Print(Planned(
        20,
        new BatchNormLayer(0.1, 1e-5, true),
        Dense(32),
        new BatchNormLayer(0.1, 1e-5, true),
        Relu,
        Dropout(),
        Dense(37),
        Tanh,
        Dropout(0.1),
        new LayerNormLayer(1e-5, true),
        Gelu,
        Dense(2),
        new BatchNormLayer(0.1, 1e-5, false),
        Classes)), "txt");
}
