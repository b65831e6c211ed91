using DropoutGen.TestSupport.GeneratorHarness;
using static DropoutGen.Generator.Tests.Compiling.Sample;

namespace DropoutGen.Generator.Tests.Compiling;

/// <summary>What else the user's part of the class may hold.</summary>
public sealed class UserMemberTests
{
    [Fact]
    public void Constructors_and_fields_of_the_user_s() => RequireEach(
    [
        "public Net() { }",
        "public Net(string path) { Path = path; } public string? Path { get; }",
        "public Net(string path) : this(7ul) { Path = path; } public string? Path { get; }",
        "private readonly string _name = \"a\"; public string Name => _name;",
        "static Net() { }",
        "~Net() { }",
    ], static members => $"{Declaration} public sealed partial class Net {{ {members} }} {Use("Net")}");

    [Fact]
    public void Overloads_of_generated_methods() => RequireEach(
    [
        "public void Predict(float[] inputs) { }",
        "public float[] Predict(float[] inputs, int rows) => inputs;",
        "public void Save() { }",
        "public void Save(string path, bool overwrite) { }",
        "public static Net Load(int index) => new((ulong)index);",
        "public void CreateTrainer() { }",
    ], static members => $"{Declaration} public partial class Net {{ {members} }} {Use("Net")}");

    [Fact]
    public void A_base_class_with_a_default_constructor() => CleanCompilation.Of(
        $"namespace A; public class Base {{ public int Mine => 1; }} {Declaration} public partial class Net : Base; {Use("Net")}");

    [Fact]
    public void A_base_class_with_a_protected_constructor_and_interfaces() => CleanCompilation.Of(
        $"namespace A; public abstract class Base {{ protected Base() {{ }} }} {Declaration} public partial class Net : Base, System.IDisposable {{ public void Dispose() {{ }} }} {Use("Net")}");

    [Fact]
    public void A_generic_base_class() => CleanCompilation.Of(
        $"namespace A; public class Base<T> {{ }} {Declaration} public partial class Net : Base<Net>; {Use("Net")}");

    [Fact]
    public void A_base_class_with_members_of_generated_names() => CleanCompilation.Of($$"""
        namespace A;
        public class Base
        {
            public const int Kernels512 = 1;
            public int Parameters => 1;
            public static int Definition => 1;
            protected int _networkState = 2;
            protected static int s_networkDefinition = 3;
            public void Predict(System.ReadOnlySpan<float> inputs, System.Span<float> outputs) { }
            public static Base Load(string path) => new();
            public class KernelsScalar;
        }
        {{Declaration}} public partial class Net : Base;
        {{Use("Net")}}
        """);

    [Fact]
    public void A_base_class_with_virtual_members_of_generated_names() => CleanCompilation.Of($$"""
        namespace A;
        public class Base
        {
            public virtual void Predict(System.ReadOnlySpan<float> inputs, System.Span<float> outputs) { }
            public virtual void Save(string path) { }
        }
        {{Declaration}} public partial class Net : Base;
        {{Use("Net")}}
        """);

    [Fact]
    public void A_network_derived_from_a_network_with_its_own_default_constructor() => CleanCompilation.Of(
        $"namespace A; {Declaration} public partial class First {{ public First() {{ }} }} {Declaration} public partial class Second : First; {Use("Second")}");

    [Fact]
    public void Attributes_of_the_user_s() => RequireEach(
    [
        "[System.Obsolete(\"old\")]",
        "[System.Diagnostics.DebuggerDisplay(\"x\")]",
        "[System.Serializable]",
    ], static attribute => $"{attribute} {Declaration} public partial class Net;");

    [Fact]
    public void The_user_s_summary_stays()
    {
        GeneratorRun run = GeneratorRun.Over($"namespace A;\n/// <summary>My digits.</summary>\n{Declaration}\npublic partial class Net;");
        string documentation = run.Output.GetTypeByMetadataName("A.Net")!.GetDocumentationCommentXml()!;
        Assert.Contains("<summary>My digits.</summary>", documentation, StringComparison.Ordinal);
        Assert.Contains("<remarks>", documentation, StringComparison.Ordinal);
        Assert.Contains("Dense(8)", documentation, StringComparison.Ordinal);
        _ = CleanCompilation.Image(run.Output);
    }

    [Fact]
    public void Every_layer_and_option_compiles_clean() => CleanCompilation.Of("""
        using DropoutGen;
        namespace A;
        [Network(3), Dropout(0.1), Dense(5, Bias = false), Relu, Dropout(0.2), Dense(6), LeakyRelu(0.1), Dropout(0.3, Scaling = DropoutScaling.Classic)]
        [Dense(7), Elu, Dropout(0.3, Scaling = DropoutScaling.None), Dense(4), Elu(-1), Dense(4), Selu, Dense(4), Gelu, Dropout(0.5), Dense(4), Silu]
        [Dense(4), Tanh, Dropout(0.25), Dense(4), Sigmoid, Dense(4), Softplus(2), Dense(4), Relu, Relu, Dropout(0.1), Dropout(0.2), Tanh]
        [Dense(4, Initialization = Initialization.LeCun), SigmoidCrossEntropy]
        public partial class Everything;

        [Network(1), Dense(1), MeanSquaredError]
        public partial class Least;

        [Network(1), Tanh, Dense(1), Tanh, MeanSquaredError]
        public partial class OnInputs;

        [Network(130), LeakyRelu(-0.0), Dense(200), LeakyRelu(-3e-30), Dropout(0.9999999999999999), Dense(129), Softplus(1e-38), SoftmaxCrossEntropy]
        public partial class OddNumbers;
        """ + Use("Everything", "float", "U0") + Use("Least", "float", "U1") + Use("OnInputs", "float", "U2") + Use("OddNumbers", "int", "U3"));
}
