using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using static DropoutGen.Generator.Tests.Compiling.Sample;

namespace DropoutGen.Generator.Tests.Compiling;

/// <summary>
/// An invalid declaration is an analyzer's to report: the compiler finds nothing, neither in the stub nor in the code
/// that uses the network.
/// </summary>
public sealed class StubTests
{
    private const string Head = "[DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]";

    [Theory]
    [InlineData("no dense layer", "[DropoutGen.Network(4), DropoutGen.Relu, DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("no layers at all", "[DropoutGen.Network(4)]")]
    [InlineData("no loss", "[DropoutGen.Network(4), DropoutGen.Dense(2)]")]
    [InlineData("two losses", "[DropoutGen.Network(4), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy, DropoutGen.MeanSquaredError]")]
    [InlineData("loss not last", "[DropoutGen.Network(4), DropoutGen.SoftmaxCrossEntropy, DropoutGen.Dense(2)]")]
    [InlineData("no inputs", "[DropoutGen.Network(0), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("negative inputs", "[DropoutGen.Network(-5), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("too many inputs", "[DropoutGen.Network(65537), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("no units", "[DropoutGen.Network(4), DropoutGen.Dense(0), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("too many units", "[DropoutGen.Network(4), DropoutGen.Dense(int.MaxValue), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("rate 1", "[DropoutGen.Network(4), DropoutGen.Dropout(1), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("negative rate", "[DropoutGen.Network(4), DropoutGen.Dropout(-0.5), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("rate NaN", "[DropoutGen.Network(4), DropoutGen.Dropout(double.NaN), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("unknown scaling", "[DropoutGen.Network(4), DropoutGen.Dropout(0.5, Scaling = (DropoutGen.DropoutScaling)9), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("unknown initialization", "[DropoutGen.Network(4), DropoutGen.Dense(2, Initialization = (DropoutGen.Initialization)(-1)), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("infinite slope", "[DropoutGen.Network(4), DropoutGen.LeakyRelu(double.PositiveInfinity), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("NaN alpha", "[DropoutGen.Network(4), DropoutGen.Elu(double.NaN), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("column twice", "[DropoutGen.Network(4), DropoutGen.FeatureDropout(0.5, \"a: 0-2\", \"b: 1\"), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("features behind a dense layer", "[DropoutGen.Network(4), DropoutGen.Dense(2), DropoutGen.FeatureDropout(0.5, \"a: 0\"), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("momentum 2", "[DropoutGen.Network(4), DropoutGen.BatchNorm(Momentum = 2), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("momentum NaN", "[DropoutGen.Network(4), DropoutGen.BatchNorm(Momentum = double.NaN), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("epsilon 0", "[DropoutGen.Network(4), DropoutGen.LayerNorm(Epsilon = 0), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("beta 0", "[DropoutGen.Network(4), DropoutGen.Softplus(0), DropoutGen.Dense(2), DropoutGen.SoftmaxCrossEntropy]")]
    public void Faults_in_layers(string fault, string layers)
    {
        _ = fault;
        RequireStub($"namespace A; {layers} public partial class Net; {Use("Net")}");
    }

    [Theory]
    [InlineData("delta 0", "[DropoutGen.Network(4), DropoutGen.Dense(2), DropoutGen.Huber(0)]")]
    [InlineData("no level", "[DropoutGen.Network(4), DropoutGen.Dense(2), DropoutGen.Quantile]")]
    [InlineData("level 1", "[DropoutGen.Network(4), DropoutGen.Dense(2), DropoutGen.Quantile(0.5, 1)]")]
    [InlineData("outputs that do not fit", "[DropoutGen.Network(4), DropoutGen.Dense(3), DropoutGen.GaussianNegativeLogLikelihood]")]
    public void Faults_in_losses_of_values(string fault, string layers)
    {
        _ = fault;
        RequireStub($"namespace A; {layers} public partial class Net; {Use("Net", "float")}");
    }

    [Fact]
    public void Real_targets_are_real_in_the_stub_too() => RequireStub(
        $"namespace A; [DropoutGen.Network(4), DropoutGen.Dense(0), DropoutGen.MeanSquaredError] public partial class Net; {Use("Net", "float")}");

    [Fact]
    public void Layers_on_two_parts() => RequireStub(
        $"namespace A; [DropoutGen.Network(4), DropoutGen.Dense(8)] public partial class Net; {Use("Net")}", $"namespace A; {Head} public partial class Net;");

    [Theory]
    [InlineData("class Net(int a, string b)", "{ public string Text => b + a; }")]
    [InlineData("class Net()", "{ }")]
    [InlineData("class Net(in int a, ref long b)", "{ public int Number { get; } = a; public long Other { get; } = b; }")]
    [InlineData("class Net(ulong seed)", "{ public ulong Number => seed; }")]
    public void A_primary_constructor(string declaration, string body) =>
        RequireStub($"namespace A; {Declaration} public partial {declaration} {body} {Use("Net")}");

    [Theory]
    [InlineData("public Base(int a) { }", "public Net() : base(1) { }")]
    [InlineData("public Base(string a, int b) { } protected Base(string a) { }", "public Net() : base(string.Empty) { }")]
    [InlineData("public Base(ref int a, out string b) { b = string.Empty; }", "private static int s_a; public Net() : base(ref s_a, out _) { }")]
    public void A_base_class_without_default_constructor(string constructors, string own) => RequireStub(
        $"namespace A; public class Base {{ {constructors} }} {Declaration} public partial class Net : Base {{ {own} }} {Use("Net")}");

    [Theory]
    [InlineData("", "public required int Number { get; set; }")]
    [InlineData("public class Base { public required string Text; }", ": Base")]
    public void Required_members(string before, string own)
    {
        (string bases, string body) = own.StartsWith(':') ? (own, string.Empty) : (string.Empty, own);
        RequireStub($"namespace A; {before} {Declaration} public partial class Net {bases} {{ {body} }} internal static class User {{ internal static object Run() => Net.Load(\"a\"); }}");
    }

    [Fact]
    public void A_base_class_that_is_a_network_without_default_constructor() => RequireStub(
        $"namespace A; {Declaration} public partial class First; {Declaration} public partial class Second : First; {Use("Second")}", expectedStubs: 1);

    // An instance of an abstract class is the compiler's error; the rest of the user's code has none.
    [Fact]
    public void An_abstract_class() => RequireStub($$"""
        namespace A;
        {{Declaration}} public abstract partial class Net;
        internal static class User
        {
            internal static void Run(Net network, float[] inputs, float[] outputs)
            {
                network.Predict(inputs, outputs);
                network.Save("file");
                network = Net.Load("file");
                _ = network.CreateTrainer(new DropoutGen.Adam());
            }
        }
        """);

    [Theory]
    [InlineData("public Net(ulong seed) { }", "_ = new Net(1);")]
    [InlineData("private int _networkState; public int Read() => _networkState++;", "_ = new Net(1); Net.Load(\"a\").Save(\"b\");")]
    [InlineData("private static int s_networkDefinition; public static int Read() => s_networkDefinition++;", "_ = Net.Definition.Inputs;")]
    [InlineData("public int Definition => 1;", "_ = new Net(1).Definition;")]
    [InlineData("public int Parameters { get; set; }", "new Net(1).Parameters = 2;")]
    [InlineData("public event System.Action Dropouts { add { } remove { } }", "new Net(1).Dropouts += static () => { };")]
    [InlineData("public int VectorWidth = 1;", "new Net(1).VectorWidth = 2;")]
    [InlineData("public void Predict(System.ReadOnlySpan<float> inputs, System.Span<float> outputs, int threads) { }", "new Net(1).Predict(default, default, 1);")]
    [InlineData("public int Predict => 1;", "_ = new Net(1).Predict;")]
    [InlineData("public void PredictLogits(System.ReadOnlySpan<float> inputs, System.Span<float> outputs, int threads) { }", "new Net(1).PredictLogits(default, default, 1);")]
    [InlineData("public class PredictMonteCarlo;", "_ = new Net.PredictMonteCarlo();")]
    [InlineData("public void CreateTrainer<TRule>(TRule rule, DropoutGen.TrainerOptions? options = null) where TRule : struct, DropoutGen.IUpdateRule<TRule> { }", "new Net(1).CreateTrainer(new DropoutGen.Adam());")]
    [InlineData("public void Save(string path) { }", "new Net(1).Save(\"a\");")]
    [InlineData("public void Save(System.IO.Stream stream) { }", "new Net(1).Save(\"a\");")]
    [InlineData("public static void Load(string path) { }", "Net.Load(\"a\");")]
    [InlineData("public static void Load(System.IO.Stream stream) { }", "_ = Net.Load(\"a\");")]
    [InlineData("public int Restore => 1;", "_ = Net.Load(\"a\").Restore;")]
    [InlineData("public void Restore(string? path) { }", "Net.Load(\"a\").Restore(\"b\");")]
    [InlineData("public class Kernels512;", "_ = new Net.Kernels512();")]
    [InlineData("public int KernelsScalar() => 1;", "_ = new Net(1).KernelsScalar();")]
    [InlineData("public class SingleRowStep;", "_ = new Net.SingleRowStep();")]
    [InlineData("public int Dense0Weight => 1;", "_ = new Net(1).Dense0Weight + new Net(2).Dense0Bias.ToString();")]
    [InlineData("public int Dense1Bias() => 1;", "_ = new Net(1).Dense1Bias();")]
    [InlineData("private void InvalidDeclaration() { } public int Save(string path) => 1;", "new Net(1).Save(\"a\");")]
    public void Members_that_clash(string members, string use) => RequireStub(
        $"namespace A; {Declaration} public partial class Net {{ {members} }} internal static class User {{ internal static void Run() {{ {use} }} }}");

    [Theory]
    [InlineData("Parameters")]
    [InlineData("Predict")]
    [InlineData("Kernels256")]
    [InlineData("Dense0Weight")]
    public void A_class_named_as_a_generated_member(string name) =>
        RequireStub($"namespace A; {Declaration} public partial class {name}; internal static class User {{ internal static object Run() => new {name}(1); }}");

    [Theory]
    [InlineData("public class Net;")]
    [InlineData("public partial record Net;")]
    [InlineData("public partial struct Net;")]
    [InlineData("public static partial class Net;")]
    [InlineData("file partial class Net;")]
    [InlineData("public partial class Net<T>;")]
    [InlineData("public partial interface INet;")]
    public void Where_nothing_can_attach_nothing_is_generated(string declaration) =>
        Assert.Empty(GeneratorRun.Over($"namespace A; {Declaration} {declaration}").Sources);

    [Theory]
    [InlineData("public class Outer")]
    [InlineData("public partial class Outer<T>")]
    [InlineData("file partial class Outer")]
    public void In_containers_where_nothing_can_attach_nothing_is_generated(string container) =>
        Assert.Empty(GeneratorRun.Over($"namespace A; {container} {{ {Declaration} public partial class Net; }}").Sources);

    // The compiler's own error about an attribute is the only one.
    [Theory]
    [InlineData("[DropoutGen.Network(4), DropoutGen.Dense(\"8\"), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("[DropoutGen.Network(4), DropoutGen.Dense(), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("[DropoutGen.Network, DropoutGen.Dense(8), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("[DropoutGen.Network(4), DropoutGen.Dense(Unknown), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("[DropoutGen.Network(4), DropoutGen.Dense(8, Bias = 1), DropoutGen.SoftmaxCrossEntropy]")]
    [InlineData("[DropoutGen.Network(4), DropoutGen.Dense(8), DropoutGen.Dropout(null), DropoutGen.SoftmaxCrossEntropy]")]
    public void Attributes_that_the_compiler_objects_to(string layers)
    {
        GeneratorRun run = GeneratorRun.Over($"namespace A; {layers} public partial class Net; {Use("Net")}");
        Diagnostic only = Assert.Single(CleanCompilation.Visible(run.Output));
        Assert.Equal("File0.cs", only.Location.SourceTree!.FilePath);
    }

    private static void RequireStub(params string[] sources) => RequireStub(sources, expectedStubs: 1);

    private static void RequireStub(string source, int expectedStubs) => RequireStub([source], expectedStubs);

    private static void RequireStub(string[] sources, int expectedStubs)
    {
        GeneratorRun run = GeneratorRun.Over(sources);
        Assert.Equal(expectedStubs, run.Sources.Values.Count(static text => text.Contains("InvalidOperationException", StringComparison.Ordinal)));
        _ = CleanCompilation.Image(run.Output);
    }
}
