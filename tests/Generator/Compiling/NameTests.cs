using DropoutGen.TestSupport.GeneratorHarness;
using static DropoutGen.Generator.Tests.Compiling.Sample;

namespace DropoutGen.Generator.Tests.Compiling;

/// <summary>Names that need an escape, are not ASCII, or are taken by something that generated code uses.</summary>
public sealed class NameTests
{
    [Fact]
    public void Keywords_as_class_names() => RequireEach(
    [
        "@class", "@event", "@int", "@record", "@var", "@dynamic", "@await", "@file", "@scoped", "@nint",
        "@value", "@field", "@partial", "@required"
    ], static name => $"{Declaration} public partial class {name}; {Use(name)}");

    [Fact]
    public void Keywords_as_namespaces() => RequireEach(
    [
        "@event", "@class.@namespace.A", "@var.@partial"
    ], static name => $"namespace {name} {{ {Declaration} public partial class Net; {Use("Net")} }}");

    [Fact]
    public void Keywords_as_containers() => RequireEach(
    [
        "@class", "@record", "@partial"
    ], static name => $"public partial class {name} {{ {Declaration} public partial class Net; }} {Use(name + ".Net")}");

    [Fact]
    public void Unicode_and_odd_names() => RequireEach(
    [
        "Réseau", "网络", "Сеть", "Iİıi", "_", "N1_2"
    ], static name => $"namespace Ünï.コード {{ {Declaration} public partial class {name}; {Use(name)} public partial class Größe {{ {Declaration} public partial class {name}; }} }}");

    [Fact]
    public void Class_names_that_generated_code_uses_too() => RequireEach(
    [
        "network", "inputs", "seed", "Net", "DropoutGen", "System", "Infer", "Backward", "Vector512", "Unsafe",
        "Adam", "Trainer", "INetwork", "NetworkDefinition", "Dense", "DenseAttribute"
    ], static name => $"{Declaration} public partial class {name}; {Use(name)}");

    [Fact]
    public void Namespaces_named_as_the_library_s() => RequireEach(
    [
        "My.System", "My.DropoutGen", "My.DropoutGen.CompilerServices", "My.Unsafe",
        "My.System.Runtime.Intrinsics", "DropoutGen.Mine", "System.Mine"
    ], static name => $"namespace {name} {{ {Declaration} public partial class Net; {Use("Net")} }}");

    [Fact]
    public void Types_beside_the_network_named_as_the_library_s() => RequireEach(
    [
        "System", "Unsafe", "DropoutGen", "Vector512", "Vector256", "Vector128", "NetworkPass", "NetworkState",
        "Trainer", "VectorWidth", "Span", "ReadOnlySpan", "InstructionSet", "Exception", "var", "nint", "KernelMath",
        "MethodImpl", "MethodImplOptions"
    ], static name => $"public static class {name}; {Declaration} public partial class Net; {Use("Net")}");
}
