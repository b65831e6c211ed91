using DropoutGen.TestSupport.GeneratorHarness;
using DropoutGen.TestSupport.Snapshots;

namespace DropoutGen.Generator.Tests.Snapshots;

/// <summary>Generated C# of canonical networks. The public surface is API: a change of it is a change for users.</summary>
public sealed class SourceSnapshots
{
    private const string Classifier = """
        using DropoutGen;

        namespace Example;

        [Network(4)]
        [Dense(8), Relu, Dropout(0.5)]
        [Dense(2), SoftmaxCrossEntropy]
        public sealed partial class Classifier;
        """;

    private const string Regression = """
        using DropoutGen;

        namespace Example;

        [Network(6), Dropout(0.1)]
        [Dense(16, Bias = false), Tanh, Dropout(0.25)]
        [Dense(1), MeanSquaredError]
        internal sealed partial class Regression;
        """;

    private const string Smooth = """
        using DropoutGen;

        namespace Example;

        public partial class Models
        {
            [Network(20)]
            [Dense(48), Gelu, Dropout(0.2, Scaling = DropoutScaling.Classic)]
            [Dense(3), SigmoidCrossEntropy]
            private sealed partial class Smooth;
        }
        """;

    private const string Normed = """
        using DropoutGen;

        namespace Example;

        [Network(4)]
        [Dense(20), BatchNorm, Relu, Dropout(0.5)]
        [Dense(9), Tanh, LayerNorm]
        [Dense(2), SoftmaxCrossEntropy]
        public sealed partial class Normed;
        """;

    private const string Residual = """
        using DropoutGen;

        namespace Example;

        [Block]
        [Dense(16), Relu, Dropout(0.5), Dense(8)]
        public sealed class Branch;

        [Network(4)]
        [Dense(8), Relu, Residual<Branch>(Repeat = 2)]
        [Dense(2), SoftmaxCrossEntropy]
        public sealed partial class Residual;
        """;

    private const string Deep = """
        using DropoutGen;

        namespace Example;

        [Block]
        [Dense(16), Relu, Dense(8)]
        public sealed class Branch;

        [Network(4)]
        [Dense(8), Relu, Residual<Branch>(Repeat = 2, DropPath = 0.2, DropPathSchedule = DropPathSchedule.Linear)]
        [Dense(2), SoftmaxCrossEntropy]
        public sealed partial class Deep;
        """;

    private const string Faulty = """
        using DropoutGen;

        namespace Example;

        [Network(4), Dense(0), MeanSquaredError]
        public sealed partial class Faulty
        {
            public int Parameters => 1;
        }
        """;

    [Fact]
    public void Classifier_surface() => Match(Classifier, string.Empty);

    [Fact]
    public void Classifier_kernels() => Match(Classifier, "Kernels512");

    [Fact]
    public void Classifier_kernels_without_vectors() => Match(Classifier, "KernelsScalar");

    [Fact]
    public void Regression_surface() => Match(Regression, string.Empty);

    [Fact]
    public void Regression_kernels() => Match(Regression, "Kernels512");

    [Fact]
    public void Smooth_surface() => Match(Smooth, string.Empty);

    [Fact]
    public void Smooth_kernels() => Match(Smooth, "Kernels512");

    [Fact]
    public void Normed_surface() => Match(Normed, string.Empty);

    [Fact]
    public void Normed_kernels() => Match(Normed, "Kernels512");

    [Fact]
    public void Residual_surface() => Match(Residual, string.Empty);

    [Fact]
    public void Residual_kernels() => Match(Residual, "Kernels512");

    [Fact]
    public void Deep_surface() => Match(Deep, string.Empty);

    [Fact]
    public void Deep_kernels() => Match(Deep, "Kernels512");

    [Fact]
    public void Stub_of_a_faulty_declaration() => Match(Faulty, string.Empty);

    private static void Match(string source, string ending, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Match(GeneratorRun.Over(source).Source(ending), method: method);
}
