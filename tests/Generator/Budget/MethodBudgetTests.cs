using DropoutGen.TestSupport.GeneratorHarness;

namespace DropoutGen.Generator.Tests.Budget;

/// <summary>
/// Every emitted method stays inside what the JIT still optimises: it gives up on methods beyond 60,000 bytes of IL, and
/// keeps only the first 1,024 locals, those of inlined helpers among them, in registers.
/// </summary>
public sealed class MethodBudgetTests(ITestOutputHelper output)
{
    private const int MaximumBytes = 30_000;
    private const int MaximumLocals = 500;

    // One project for all: compiling takes longer than reading.
    [Fact]
    public void Every_activation() => Require(
    [
        .. new[] { "Relu", "LeakyRelu", "Elu", "Elu(-1)", "Selu", "Gelu", "Silu", "Tanh", "Sigmoid", "Softplus", "Square" }.Select(static activation =>
            $"[Network(784), Dropout(0.2), Dense(256), {activation}, Dropout(0.5), Dense(128), {activation}, Dropout(0.5, Scaling = DropoutScaling.Classic), Dense(10), SoftmaxCrossEntropy]"),
    ]);

    [Fact]
    public void Every_shape() => Require(
    [
        // Wide.
        "[Network(4096), Dense(4096), Relu, Dropout(0.5), Dense(4096), Gelu, Dense(4096), MeanSquaredError]",
        // Narrow.
        "[Network(1), Dense(1), Tanh, Dropout(0.5), Dense(1), MeanSquaredError]",
        // Odd.
        "[Network(37), Dense(37), Relu, Dropout(0.5), Dense(37), Selu, Dense(37), SigmoidCrossEntropy]",
        // Three vectors.
        "[Network(48), Dense(48), Relu, Dropout(0.5), Dense(144), Selu, Dense(48), SigmoidCrossEntropy]",
        // Other kinds of dropout.
        "[Network(64), FeatureDropout(0.1, \"a: 0-9\"), Dense(64), Selu, AlphaDropout(0.1), Dense(256), Selu, AlphaDropout(0.1), Dense(96), Gelu, GaussianDropout(0.1), Dense(10), SoftmaxCrossEntropy]",
        // Without dropped units: heavy epilogues, wide and narrow groups, every width of panels.
        "[Network(784), Dense(256), Gelu, Dropout(0.5, RowsPerMask = 16), Dense(96), Tanh, Gelu, Dropout(0.5, RowsPerMask = 16), Dense(144), Relu, Dropout(0.5, RowsPerMask = 16), Dense(112), SoftmaxCrossEntropy]",
        "[Network(336), Dense(128), Silu, Gelu, Dropout(0.5, RowsPerMask = 32), Dense(160), Gelu, Dropout(0.5, RowsPerMask = 32), Dense(10), SoftmaxCrossEntropy]",
        // Long chain.
        "[Network(64), Dense(64), Relu, Tanh, Dropout(0.1), Gelu, Silu, Dropout(0.2), Sigmoid, Dense(64), MeanSquaredError]",
        // Eight layers.
        "[Network(64), Dense(112), Relu, Dense(96), Relu, Dense(80), Tanh, Dense(64), Gelu, Dropout(0.1), Dense(48), Relu, Dense(32), Elu, Dense(16), Relu, Dense(10), SoftmaxCrossEntropy]",
    ]);

    private void Require(string[] networks)
    {
        string declarations = string.Join('\n', networks.Select(static (layers, index) => $"{layers} public partial class Net{index};"));
        byte[] image = CleanCompilation.Image(GeneratorRun.Over("using DropoutGen; namespace A; " + declarations).Output);
        IReadOnlyList<MethodSize> sizes = MethodSize.Read(image);
        output.WriteLine($"most IL: {sizes.MaxBy(static size => size.Bytes)}; most locals: {sizes.MaxBy(static size => size.Locals)}");
        Assert.DoesNotContain(sizes, static size => size.Bytes > MaximumBytes || size.Locals > MaximumLocals);
    }
}
