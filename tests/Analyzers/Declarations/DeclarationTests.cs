using Microsoft.CodeAnalysis;

namespace DropoutGen.Analyzers.Tests.Declarations;

/// <summary>Each fault shows exactly once, at its place, and code that uses the network raises nothing further.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public async Task Valid_declaration_is_silent() => Assert.Empty(await AnalyzerRun.Over(Code.Net(Code.Valid)));

    [Theory]
    [InlineData("public sealed class Net;")]
    [InlineData("internal class Net { }")]
    [InlineData("class Net { public int Own() => 1; }")]
    public async Task DG0001_class_not_partial(string declaration) =>
        Assert.Equal(["DG0001 'Net'"], await AnalyzerRun.Over($"{Code.Using}{Code.Valid}\n{declaration}"));

    [Theory]
    [InlineData("public class Outer { VALID public partial class Net; }", "Outer")]
    [InlineData("public static class Outer { VALID public partial class Net; }", "Outer")]
    [InlineData("public partial class Outer { public struct Inner { VALID public partial class Net; } }", "Inner")]
    public async Task DG0001_container_not_partial(string declaration, string name) =>
        Assert.Equal([$"DG0001 '{name}'"], await AnalyzerRun.Over(Code.Using + declaration.Replace("VALID", Code.Valid, StringComparison.Ordinal)));

    [Theory]
    [InlineData("public partial class Outer { VALID public partial class Net; }")]
    [InlineData("public partial struct Outer { VALID public sealed partial class Net; }")]
    [InlineData("VALID public partial class Net { public Net(int own) { } } public class Other { }")]
    [InlineData("VALID public partial class Net { public Net(int seed) { } }")]
    public async Task DG0001_near_misses(string declaration) =>
        Assert.Empty(await AnalyzerRun.Over(Code.Using + declaration.Replace("VALID", Code.Valid, StringComparison.Ordinal)));

    [Fact]
    public async Task DG0001_not_beside_the_error_of_another_part() => Assert.Equal(
        ["CS0260 'Net'"],
        await AnalyzerRun.Over($"{Code.Using}{Code.Valid} public partial class Net {{ }} public class Net {{ }}"));

    [Fact]
    public async Task DG0001_not_for_what_cannot_be_a_network_anyway() => Assert.Equal(
        ["DG0002 'Net'"], await AnalyzerRun.Over($"{Code.Using}{Code.Valid} public struct Net {{ }}"));

    [Fact]
    public async Task Misspelt_layer_is_the_compiler_s_affair() => Assert.Equal(
        ["CS0246 'Densee'"],
        [.. (await AnalyzerRun.Over(Code.Net("[Network(4), Densee(2), SoftmaxCrossEntropy]"))).Distinct()]);

    [Theory]
    [InlineData("public partial struct Net;", "struct")]
    [InlineData("public partial record Net;", "record")]
    [InlineData("public partial record struct Net;", "record")]
    [InlineData("public static partial class Net;", "static")]
    [InlineData("public abstract partial class Net;", "abstract")]
    [InlineData("public partial class Net<T>;", "generic")]
    [InlineData("file partial class Net;", "file-local")]
    [InlineData("public partial class Net(int width) { public int Width => width; }", "primary constructor")]
    [InlineData("public partial class Net : Parent; public class Parent(int x) { public int X => x; }", "constructor")]
    public async Task DG0002_kinds(string declaration, string reason)
    {
        var diagnostics = await AnalyzerRun.Diagnostics($"{Code.Using}{Code.Valid}\n{declaration}");
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("DG0002", diagnostic.Id);
        Assert.Contains(reason, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DG0002_inside_a_generic_type() => Assert.Equal(
        ["DG0002 'Net'"],
        await AnalyzerRun.Over($"{Code.Using}public partial class Outer<T> {{ {Code.Valid} public partial class Net; }}"));

    [Theory]
    [InlineData("public partial class Net : Parent; public class Parent { }")]
    [InlineData("public partial class Net : Parent; public class Parent { protected Parent() { } }")]
    [InlineData("internal sealed partial class Net { private int _own = 3; public int Own => _own; }")]
    public async Task DG0002_near_misses(string declaration) =>
        Assert.Empty(await AnalyzerRun.Over($"{Code.Using}{Code.Valid}\n{declaration}"));

    [Theory]
    [InlineData("[Network(4), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Relu, Dropout(0.5), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4)]\n[Tanh]\n[SoftmaxCrossEntropy]")]
    public async Task DG0003_nothing_to_train(string attributes) =>
        Assert.Equal(["DG0003 'Net'"], await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("[Network(0), Dense(2), SoftmaxCrossEntropy]", "0")]
    [InlineData("[Network(70000), Dense(2), SoftmaxCrossEntropy]", "70000")]
    [InlineData("[Network(4), Dense(-3), SoftmaxCrossEntropy]", "-3")]
    [InlineData("[Network(4), Dense(units: 0), SoftmaxCrossEntropy]", "units: 0")]
    [InlineData("[Network(4), Dense(int.MaxValue), SoftmaxCrossEntropy]", "int.MaxValue")]
    [InlineData("[Network(4), Dense(2, Initialization = (Initialization)9), SoftmaxCrossEntropy]", "Initialization = (Initialization)9")]
    [InlineData("[Network(4), Dense(2), Dropout(1.0), Dense(2), SoftmaxCrossEntropy]", "1.0")]
    [InlineData("[Network(4), Dense(2), Dropout(-0.1), Dense(2), SoftmaxCrossEntropy]", "-0.1")]
    [InlineData("[Network(4), Dense(2), Dropout(double.NaN), Dense(2), SoftmaxCrossEntropy]", "double.NaN")]
    [InlineData("[Network(4), Dense(2), Dropout(0.5, RowsPerMask = 24), Dense(2), SoftmaxCrossEntropy]", "RowsPerMask = 24")]
    [InlineData("[Network(4), Dense(2), Dropout(0.5, RowsPerMask = 0), Dense(2), SoftmaxCrossEntropy]", "RowsPerMask = 0")]
    [InlineData("[Network(4), Dense(2), Dropout(0.25, Balanced = true), Dense(2), SoftmaxCrossEntropy]", "Balanced = true")]
    [InlineData("[Network(4), Dense(2), Dropout(0.5, Scaling = (DropoutScaling)7), Dense(2), SoftmaxCrossEntropy]", "Scaling = (DropoutScaling)7")]
    [InlineData("[Network(4), Dense(2), Softplus(0), Dense(2), SoftmaxCrossEntropy]", "0")]
    [InlineData("[Network(4), Dense(2), LeakyRelu(double.PositiveInfinity), Dense(2), SoftmaxCrossEntropy]", "double.PositiveInfinity")]
    [InlineData("[Network(4), Dense(2), Elu(alpha: double.NaN), Dense(2), SoftmaxCrossEntropy]", "alpha: double.NaN")]
    [InlineData("[Network(4), AlphaDropout(1.0), Dense(2), SoftmaxCrossEntropy]", "1.0")]
    [InlineData("[Network(4), GaussianDropout(-0.5), Dense(2), SoftmaxCrossEntropy]", "-0.5")]
    [InlineData("[Network(4), FeatureDropout(2, \"a: 0\"), Dense(2), SoftmaxCrossEntropy]", "2")]
    [InlineData("[Network(4), FeatureDropout(0.5), Dense(2), SoftmaxCrossEntropy]", "FeatureDropout(0.5)")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"0\"), Dense(2), SoftmaxCrossEntropy]", "\"0\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \": 0\"), Dense(2), SoftmaxCrossEntropy]", "\": 0\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a\\nb: 0\"), Dense(2), SoftmaxCrossEntropy]", "\"a\\nb: 0\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: \"), Dense(2), SoftmaxCrossEntropy]", "\"a: \"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 2-1\"), Dense(2), SoftmaxCrossEntropy]", "\"a: 2-1\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 1-2-3\"), Dense(2), SoftmaxCrossEntropy]", "\"a: 1-2-3\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: -1\"), Dense(2), SoftmaxCrossEntropy]", "\"a: -1\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 4\"), Dense(2), SoftmaxCrossEntropy]", "\"a: 4\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 0\", \"b: 1, 0\"), Dense(2), SoftmaxCrossEntropy]", "\"a: 0\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 0\", \"a: 1\"), Dense(2), SoftmaxCrossEntropy]", "\"a: 0\"")]
    [InlineData("[Network(4), FeatureDropout(0.5, features: null!), Dense(2), SoftmaxCrossEntropy]", "features: null!")]
    [InlineData("[Network(4), Dense(2, MaxNorm = 0), SoftmaxCrossEntropy]", "MaxNorm = 0")]
    [InlineData("[Network(4), Dense(2, MaxNorm = double.NaN), SoftmaxCrossEntropy]", "MaxNorm = double.NaN")]
    [InlineData("[Network(4), Dense(2, MaxNorm = -1), SoftmaxCrossEntropy]", "MaxNorm = -1")]
    [InlineData("[Network(4), Dense(2), Huber(0)]", "0")]
    [InlineData("[Network(4), Dense(2), Huber(1e-60)]", "1e-60")]
    [InlineData("[Network(4), Dense(2), Huber(double.NaN)]", "double.NaN")]
    [InlineData("[Network(4), Dense(2), Quantile(1.0)]", "1.0")]
    [InlineData("[Network(4), Dense(2), Quantile()]", "Quantile()")]
    [InlineData("[Network(4), Dense(2), Quantile(null!)]", "null!")]
    [InlineData("[Network(4), Dense(2), Quantile(levels: new[] { 0.5, -0.5 })]", "levels: new[] { 0.5, -0.5 }")]
    [InlineData("[Network(65536), Dense(65536), Dense(2), SoftmaxCrossEntropy]", "65536")]
    public async Task DG0004_argument_out_of_range(string attributes, string place) =>
        Assert.Equal([$"DG0004 '{place}'"], await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("[Network(1), Dense(1), SoftmaxCrossEntropy]")]
    [InlineData("[Network(1), Dense(1, MaxNorm = 1e-3), Dense(1, MaxNorm = double.PositiveInfinity), SoftmaxCrossEntropy]")]
    [InlineData("[Network(65536), Dense(2), Dropout(0), Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Dense(2), Huber(1e-3)]")]
    [InlineData("[Network(4), FeatureDropout(0, \"a:0\", \" b : c : 3, 1 - 2 \"), AlphaDropout(0), GaussianDropout(0.999), Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Dense(6), Quantile(0.001, 0.5, 0.999)]")]
    [InlineData("[Network(4), Dense(2), Quantile(0.5)]")]
    [InlineData("[Network(4), Dense(2), Dropout(0.999999), LeakyRelu(-1), Elu(0), Softplus(1e-3), Dense(2), SoftmaxCrossEntropy]")]
    public async Task DG0004_near_misses(string attributes) => Assert.Empty(await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("[Network(4), Dense(2)]", "Net")]
    [InlineData("[Network(4), Dense(2), Relu]", "Net")]
    [InlineData("[Network(4), Dense(2), SoftmaxCrossEntropy, SoftmaxCrossEntropy]", "SoftmaxCrossEntropy")]
    [InlineData("[Network(4), Dense(2), SoftmaxCrossEntropy, Dense(3)]", "SoftmaxCrossEntropy")]
    [InlineData("[Network(4)]\n[SoftmaxCrossEntropy]\n[Dense(3)]", "SoftmaxCrossEntropy")]
    public async Task DG0005_loss(string attributes, string place) =>
        Assert.Equal([$"DG0005 '{place}'"], await AnalyzerRun.Over(Code.Net(attributes)));

    [Fact]
    public async Task DG0005_message_names_what_follows() => Assert.Contains(
        "Dense(3) follows it",
        Assert.Single(await AnalyzerRun.Diagnostics(Code.Net("[Network(4), SoftmaxCrossEntropy, Dense(3)]"))).GetMessage(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[Network(4), Dense(8)] public partial class Net;", "[Dense(2), SoftmaxCrossEntropy] partial class Net;", "Dense(2)")]
    [InlineData("[Network(4)] public partial class Net;", "[Dense(2), SoftmaxCrossEntropy] partial class Net;", "Dense(2)")]
    [InlineData("[Dense(8), Relu] partial class Net;", "[Network(4), Dense(2), SoftmaxCrossEntropy] public partial class Net;", "Dense(8)")]
    public async Task DG0006_layers_spread(string first, string second, string place) =>
        Assert.Equal([$"DG0006 '{place}'"], await AnalyzerRun.Over(Code.Using + first, Code.Using + second + Code.Use("Net")));

    [Theory]
    [InlineData("VALID public partial class Net;", "[Serializable] partial class Net;")]
    [InlineData("partial class Net { }", "VALID public partial class Net;")]
    [InlineData("VALID public partial class Net { public int Own => 1; }", "[Obsolete] public partial class Net { public int Other => 2; }")]
    public async Task DG0006_near_misses(string first, string second) => Assert.Empty(await AnalyzerRun.Over(
        Code.Using + first.Replace("VALID", Code.Valid, StringComparison.Ordinal), Code.Using + second.Replace("VALID", Code.Valid, StringComparison.Ordinal)));

    [Theory]
    [InlineData("[Network(4), Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), Dropout(0.1), Dense(2), Relu, Dropout(0.1), MeanSquaredError]")]
    [InlineData("[Network(4)]\n[Tanh]\n[Dense(2)]\n[Huber]")]
    public async Task DG0003_and_DG0005_near_misses(string attributes) => Assert.Empty(await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("public void Predict(ReadOnlySpan<float> rows, Span<float> results, int threads) { }", "Predict")]
    [InlineData("public int Parameters => 3;", "Parameters")]
    [InlineData("private readonly float Dense0Weight = 1f;", "Dense0Weight")]
    [InlineData("public Net(ulong seed) { }", "Net")]
    [InlineData("public void Save(string elsewhere) { }", "Save")]
    [InlineData("public int Load => 3;", "Load")]
    [InlineData("public int CreateTrainer<TOwn>(TOwn rule, TrainerOptions options) => 3;", "CreateTrainer")]
    public async Task DG0007_member_clash(string member, string place) => Assert.Equal(
        [$"DG0007 '{place}'"],
        [.. (await AnalyzerRun.Over($"{Code.Using}{Code.Valid} public partial class Net {{ {member} }}")).Where(static text => text.StartsWith("DG", StringComparison.Ordinal))]);

    [Theory]
    [InlineData("public void Predict(float[] rows) { }")]
    [InlineData("public void Predict<T>(ReadOnlySpan<float> rows, Span<float> results) { }")]
    [InlineData("public void Predict(in ReadOnlySpan<float> rows, Span<float> results) { }")]
    [InlineData("public int CreateTrainer<T>(T own, int steps) => 3;")]
    [InlineData("public Net(int own) : this((ulong)own) { }")]
    [InlineData("public void Save(int slot) { } public int Dense2Weight => 1; private int parameters = 2; public int Own => parameters;")]
    public async Task DG0007_near_misses(string member) =>
        Assert.Empty(await AnalyzerRun.Over($"{Code.Using}{Code.Valid} public partial class Net {{ {member} }}{Code.Use("Net")}"));

    [Theory]
    [InlineData("[Network(4), Dense(3), GaussianNegativeLogLikelihood]", "GaussianNegativeLogLikelihood", "such as 4; Dense(3) in front gives 3")]
    [InlineData("[Network(4), Dense(2), Dense(1), Relu, GaussianNegativeLogLikelihood(Full = true)]", "GaussianNegativeLogLikelihood(Full = true)", "such as 2; Dense(1) in front gives 1")]
    [InlineData("[Network(4), Dense(4), Quantile(0.1, 0.5, 0.9)]", "Quantile(0.1, 0.5, 0.9)", "a multiple of 3 such as 6; Dense(4) in front gives 4")]
    public async Task DG0010_outputs_do_not_fit(string attributes, string place, string reason)
    {
        Assert.Equal([$"DG0010 '{place}'"], await AnalyzerRun.Over(Code.Net(attributes)));
        Assert.Contains(
            reason, Assert.Single(await AnalyzerRun.Diagnostics(Code.Net(attributes))).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Network(4), Dense(2), GaussianNegativeLogLikelihood]")]
    [InlineData("[Network(3), Dense(6), Relu, Quantile(0.1, 0.5, 0.9)]")]
    [InlineData("[Network(4), Dense(3), Dropout(0.1), Softplus, MeanSquaredError]")]
    public async Task DG0010_near_misses(string attributes) => Assert.Empty(await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("[Network(4), Dense(4), FeatureDropout(0.5, \"a: 0\"), Dense(2), SoftmaxCrossEntropy]", "FeatureDropout(0.5, \"a: 0\")", "behind Dense(4)")]
    [InlineData("[Network(4)]\n[Dense(8), Relu]\n[FeatureDropout(0.1, \"a: 0\", \"b: 1\")]\n[Dense(2), SoftmaxCrossEntropy]", "FeatureDropout(0.1, \"a: 0\", \"b: 1\")", "behind Dense(8)")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 0\"), Dense(3), FeatureDropout(0.25, \"a: 0\"), SoftmaxCrossEntropy]", "FeatureDropout(0.25, \"a: 0\")", "behind Dense(3)")]
    public async Task DG0011_features_behind_a_dense_layer(string attributes, string place, string reason)
    {
        Assert.Equal([$"DG0011 '{place}'"], await AnalyzerRun.Over(Code.Net(attributes)));
        Assert.Contains(reason, Assert.Single(await AnalyzerRun.Diagnostics(Code.Net(attributes))).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Network(4), Tanh, Dropout(0.5), FeatureDropout(0.5, \"a: 0\"), Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 0\"), FeatureDropout(0.25, \"a: 1\"), Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), FeatureDropout(0.5, \"a: 0\"), Relu, Dense(4), Dropout(0.5), Dense(2), SoftmaxCrossEntropy]")]
    public async Task DG0011_near_misses(string attributes) => Assert.Empty(await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("[Network(4), DropConnect(0.5), Relu, Dense(2), SoftmaxCrossEntropy]", "DropConnect(0.5)", "Relu follows it")]
    [InlineData("[Network(4)]\n[Dense(8), DropConnect(0.25), DropConnect(0.5)]\n[Dense(2), SoftmaxCrossEntropy]", "DropConnect(0.25)", "DropConnect(0.5) follows it")]
    [InlineData("[Network(4), Dense(3), DropConnect(0.1), SoftmaxCrossEntropy]", "DropConnect(0.1)", "SoftmaxCrossEntropy follows it")]
    [InlineData("[Network(4), Dense(3), ConcreteDropout, Relu, Dense(2), SoftmaxCrossEntropy]", "ConcreteDropout", "Relu follows it")]
    [InlineData("[Network(4), Dense(3), ConcreteDropout(0.2), DropConnect(0.5), Dense(2), SoftmaxCrossEntropy]", "ConcreteDropout(0.2)", "DropConnect(0.5) follows it")]
    public async Task DG0014_no_dense_layer_behind(string attributes, string place, string reason)
    {
        Assert.Equal([$"DG0014 '{place}'"], await AnalyzerRun.Over(Code.Net(attributes)));
        Assert.Contains(reason, Assert.Single(await AnalyzerRun.Diagnostics(Code.Net(attributes))).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Network(4), DropConnect(0.5), Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4), ConcreteDropout(WeightRegularizer = 0.1), Dense(2), Relu, Dropout(0.1), ConcreteDropout, Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network(4)]\n[Relu, Dropout(0.1), DropConnect(0.5)]\n[Dense(8), DropConnect(0.5), Dense(2), SoftmaxCrossEntropy]")]
    public async Task DG0014_near_misses(string attributes) => Assert.Empty(await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("Dropout(0.5, Marginalized = true), Dense(2), SoftmaxCrossEntropy", "SoftmaxCrossEntropy follows Dense(2)")]
    [InlineData("Dropout(0.5, Marginalized = true), Dense(2), Relu, MeanSquaredError", "Relu follows Dense(2)")]
    [InlineData("Dropout(0.5, Marginalized = true), Relu, Dense(2), MeanSquaredError", "Relu follows it")]
    [InlineData("Dropout(0.5, Marginalized = true), Dense(8), Dense(2), MeanSquaredError", "Dense(2) follows Dense(8)")]
    [InlineData("Dense(2), Dropout(0.5, Marginalized = true), MeanSquaredError", "MeanSquaredError follows it")]
    [InlineData("Dropout(0.5, Marginalized = true), Dense(2), Huber", "Huber(1) follows Dense(2)")]
    [InlineData("Dropout(0.5, Scaling = DropoutScaling.Classic, Marginalized = true), Dense(2), MeanSquaredError", "scaling is Classic")]
    [InlineData("Dropout(0.5, Balanced = true, Marginalized = true), Dense(2), MeanSquaredError", "masks are balanced")]
    [InlineData("Dropout(0.5, RowsPerMask = 16, Marginalized = true), Dense(2), MeanSquaredError", "draws no masks")]
    public async Task DG0015_no_closed_form(string layers, string reason)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics(Code.Net($"[Network(4), {layers}]")));
        Assert.Equal("DG0015", diagnostic.Id);
        Assert.Contains(reason, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Network(4), Dropout(0.5, Marginalized = true), Dense(2), MeanSquaredError]")]
    [InlineData("[Network(4)]\n[Dropout(0.1), Dense(8), Relu, Dropout(0.5, Marginalized = true)]\n[Dense(2), MeanSquaredError]")]
    [InlineData("[Network(4), Dropout(0.5, Marginalized = false), Dense(2), SoftmaxCrossEntropy]")]
    public async Task DG0015_near_misses(string attributes) => Assert.Empty(await AnalyzerRun.Over(Code.Net(attributes)));

    [Theory]
    [InlineData("[Block, Dense(4), Repeat<B>(2)] class B;", "Repeat<B>(2)", "'B' contains itself: B -> B")]
    [InlineData("[Block, Dense(4), Residual<A>] class B; [Block, Relu, Residual<B>(Repeat = 3)] class A;", "Residual<B>(Repeat = 3)", "'A' contains itself: A -> B -> A")]
    [InlineData("[Block, Residual<A>] class B; [Block, Relu, Residual<C>] class A; [Block, Relu, Repeat<A>(1)] class C;", "Residual<C>", "'A' contains itself: A -> C -> A")]
    public async Task DG0012_block_in_itself(string blocks, string place, string reason)
    {
        string source = Code.Net("[Network(4), Residual<B>, Dense(2), SoftmaxCrossEntropy]") + blocks;
        Assert.Equal([$"DG0012 '{place}'"], await AnalyzerRun.Over(source));
        Assert.Contains(reason, Assert.Single(await AnalyzerRun.Diagnostics(source)).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DG0012_near_miss() => Assert.Empty(await AnalyzerRun.Over(
        Code.Net("[Network(4), Residual<A>, Residual<B>, Dense(2), SoftmaxCrossEntropy]") + "[Block, Relu] class A; [Block, Residual<A>, Repeat<A>(2)] class B;"));

    [Theory]
    [InlineData("Residual<B>", "[Block, Dense(3)] class B;", "adds 3 values to the 4 that it takes")]
    [InlineData("Residual<B>(Repeat = 2)", "[Block, Dense(4), Relu, Dense(8)] class B;", "adds 8 values to the 4 that it takes")]
    [InlineData("Repeat<B>(2)", "[Block, Dense(8), Residual<A>] class B; [Block, Tanh, Dense(4)] class A;", "Residual<A> adds 4 values to the 8 that it takes")]
    public async Task DG0013_width_of_a_branch(string use, string blocks, string reason)
    {
        string source = Code.Net($"[Network(4), {use}, Dense(2), SoftmaxCrossEntropy]") + blocks;
        Assert.Equal([$"DG0013 '{use}'"], await AnalyzerRun.Over(source));
        Assert.Contains(reason, Assert.Single(await AnalyzerRun.Diagnostics(source)).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Residual<B>(Repeat = 3)", "[Block, Dense(9), Relu, Dense(4)] class B;")]
    [InlineData("Residual<B>", "[Block, Tanh, Dropout(0.5)] class B;")]
    [InlineData("Repeat<B>(3)", "[Block, Dense(9), Relu] class B;")]
    [InlineData("Dense(9), Residual<Box.B>", "static class Box { [Block, Dense(9)] public abstract class B; }")]
    public async Task DG0013_near_misses(string use, string blocks) => Assert.Empty(await AnalyzerRun.Over(
        Code.Net($"[Network(4), {use}, Dense(2), SoftmaxCrossEntropy]") + blocks));

    [Theory]
    [InlineData("Residual<B>", "class B;", "Residual<B>", "'B' is no block")]
    [InlineData("Repeat<string>(2)", "", "Repeat<string>(2)", "'String' is no block")]
    [InlineData("Residual<B>", "[Block] class B;", "B", "has no layers")]
    [InlineData("Residual<B>", "[Block, Dense(4), MeanSquaredError] class B;", "MeanSquaredError", "is a loss")]
    [InlineData("Residual<B>", "[Block, Relu, Repeat<A>(1)] class B; class A;", "Repeat<A>(1)", "'A' is no block")]
    [InlineData("Residual<Net>", "", "Residual<Net>", "'Net' is no block")]
    public async Task DG0016_no_block(string use, string blocks, string place, string reason)
    {
        string source = Code.Net($"[Network(4), {use}, Dense(2), SoftmaxCrossEntropy]") + blocks;
        Assert.Equal([$"DG0016 '{place}'"], await AnalyzerRun.Over(source));
        Assert.Contains(reason, Assert.Single(await AnalyzerRun.Diagnostics(source)).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Residual<B>(Repeat = 0)", "[Block, Relu] class B;", "DG0004 'Repeat = 0'")]
    [InlineData("Residual<B>(DropPath = 1)", "[Block, Relu] class B;", "DG0004 'DropPath = 1'")]
    [InlineData("Residual<B>(Repeat = 3, DropPath = -0.1)", "[Block, Relu] class B;", "DG0004 'DropPath = -0.1'")]
    [InlineData("Residual<B>(DropPath = double.NaN)", "[Block, Relu] class B;", "DG0004 'DropPath = double.NaN'")]
    [InlineData("Residual<B>(DropPath = 0.1, DropPathScaling = DropoutScaling.None)", "[Block, Relu] class B;", "DG0004 'DropPathScaling = DropoutScaling.None'")]
    [InlineData("Residual<B>(DropPath = 0.1, DropPathRowsPerMask = 8)", "[Block, Relu] class B;", "DG0004 'DropPathRowsPerMask = 8'")]
    [InlineData("Residual<B>(DropPath = 0.1, DropPathSchedule = (DropPathSchedule)2)", "[Block, Relu] class B;", "DG0004 'DropPathSchedule = (DropPathSchedule)2'")]
    [InlineData("Residual<B>(DropPathSchedule = DropPathSchedule.Linear)", "[Block, Relu] class B;", "DG0004 'DropPathSchedule = DropPathSchedule.Linear'")]
    [InlineData("Residual<B>(DropPathRowsPerMask = 16)", "[Block, Relu] class B;", "DG0004 'DropPathRowsPerMask = 16'")]
    [InlineData("Residual<A>", "[Block, Residual<B>(DropPath = 2)] class A; [Block, Relu] class B;", "DG0004 'DropPath = 2'")]
    [InlineData("Residual<B>(DropPath = 0.5)", "[Block, Relu, DropConnect(0.1)] class B;", "DG0014 'Residual<B>(DropPath = 0.5)'")]
    [InlineData("Repeat<B>(0)", "[Block, Relu] class B;", "DG0004 '0'")]
    [InlineData("Repeat<B>(1025)", "[Block, Relu] class B;", "DG0004 '1025'")]
    [InlineData("Repeat<B>(1000)", "[Block, Repeat<A>(1000)] class B; [Block, Repeat<C>(1000)] class A; [Block, Relu] class C;", "DG0004 '1000'")]
    [InlineData("Residual<B>", "[Block, Dense(0)] class B;", "DG0004 '0'")]
    [InlineData("Residual<B>", "[Block, Dropout(2)] class B;", "DG0004 '2'")]
    [InlineData("Dense(4), Residual<B>", "[Block, FeatureDropout(0.5, \"a: 0\")] class B;", "DG0011 'Residual<B>'")]
    [InlineData("Residual<B>", "[Block, Dense(4)] partial class B; [Relu] partial class B;", "DG0006 'Relu'")]
    public async Task Other_faults_of_blocks(string use, string blocks, string expected) => Assert.Equal(
        [expected], await AnalyzerRun.Over(Code.Net($"[Network(4), {use}, Dense(2), SoftmaxCrossEntropy]") + blocks));

    [Theory]
    [InlineData("[Dense(2), SoftmaxCrossEntropy] public partial class Net;", "Dense(2)")]
    [InlineData("[Relu] public class Net { }", "Relu")]
    [InlineData("[Dropout(0.5)] internal struct Net { }", "Dropout(0.5)")]
    public async Task DG0008_layer_without_network(string declaration, string place) =>
        Assert.Equal([$"DG0008 '{place}'"], await AnalyzerRun.Over(Code.Using + declaration));

    [Theory]
    [InlineData("[Serializable] public class Plain { }")]
    [InlineData("namespace Mine { public sealed class DenseAttribute : Attribute; [Mine.Dense] public class Other { } }")]
    [InlineData("VALID public partial class Net; public class Derived { public Net? Network { get; set; } }")]
    public async Task DG0008_near_misses(string declaration) =>
        Assert.Empty(await AnalyzerRun.Over(Code.Using + declaration.Replace("VALID", Code.Valid, StringComparison.Ordinal)));
}
