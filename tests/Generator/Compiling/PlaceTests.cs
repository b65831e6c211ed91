using DropoutGen.TestSupport.GeneratorHarness;
using static DropoutGen.Generator.Tests.Compiling.Sample;

namespace DropoutGen.Generator.Tests.Compiling;

/// <summary>Where a network may stand: any namespace, any containers, any accessibility.</summary>
public sealed class PlaceTests
{
    [Fact]
    public void Global_namespace() => CleanCompilation.Of($"{Declaration} public partial class Net; {Use("Net")}");

    [Fact]
    public void File_scoped_namespace() => CleanCompilation.Of($"namespace A.B; {Declaration} public partial class Net; {Use("Net")}");

    [Fact]
    public void Nested_namespaces() => CleanCompilation.Of($"namespace A {{ namespace B.C {{ {Declaration} public partial class Net; {Use("Net")} }} }}");

    [Fact]
    public void Inside_a_container_of_any_kind() => RequireEach(
    [
        "class",
        "static class",
        "abstract class",
        "sealed class",
        "struct",
        "readonly struct",
        "ref struct",
        "record",
        "record class",
        "record struct",
        "readonly record struct",
        "interface",
    ], static kind => $"internal {WithPartial(kind)} Outer {{ {Declaration} internal partial class Net; }} {Use("Outer.Net")}");

    [Fact]
    public void Several_levels_deep() => CleanCompilation.Of($$"""
        namespace A;
        internal partial interface I
        {
            partial struct S
            {
                internal partial record R
                {
                    internal partial record struct T
                    {
                        {{Declaration}}
                        internal partial class Net;
                    }
                }
            }
        }
        {{Use("I.S.R.T.Net")}}
        """);

    [Fact]
    public void Any_accessibility_inside_a_class() => RequireEach(
    [
        "public",
        "internal",
        "protected",
        "private",
        "protected internal",
        "private protected",
        "",
    ], static accessibility => $"public partial class Outer {{ {Declaration} {accessibility} partial class Net; {Use("Net")} }}");

    [Fact]
    public void Any_accessibility_outside() => RequireEach(
    [
        "public sealed",
        "internal",
        "",
    ], static modifiers => $"{Declaration} {modifiers} partial class Net; {Use("Net")}");

    [Fact]
    public void Equal_names_in_different_places() => CleanCompilation.Of(
        $"namespace A {{ {Declaration} public partial class Net; }}",
        $"namespace B {{ {Declaration} public partial class Net; }}",
        $"namespace A.B {{ {Declaration} public partial class Net; }}",
        $"{Declaration} public partial class Net;",
        $"public partial class C {{ {Declaration} public partial class Net; }}",
        $"public partial class D {{ {Declaration} public partial class Net; public partial class C {{ {Declaration} public partial class Net; }} }}",
        $"namespace Users {{ {Use("A.Net", user: "U0")} {Use("B.Net", user: "U1")} {Use("A.B.Net", user: "U2")} {Use("global::Net", user: "U3")} {Use("C.Net", user: "U4")} {Use("D.Net", user: "U5")} {Use("D.C.Net", user: "U6")} }}");

    [Fact]
    public void Names_that_differ_only_in_case() => CleanCompilation.Of(
        $"namespace A; {Declaration} public partial class Net; {Declaration} public partial class NET; {Declaration} public partial class NeT;");

    [Fact]
    public void File_names_are_unique_without_case()
    {
        GeneratorRun run = GeneratorRun.Over(
            $"namespace A {{ {Declaration} public partial class Net; {Declaration} public partial class NET; }} namespace a {{ {Declaration} public partial class Net; }}");
        Assert.Equal(15, run.Sources.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Attributes_in_one_list_in_many_lists_and_on_many_lines_mean_the_same()
    {
        string oneList = GeneratorRun.Over($"namespace A; {Declaration} public partial class Net;").Source("Kernels512");
        const string ManyLists = """
            namespace A;
            [DropoutGen.Network(4)]
            [DropoutGen.Dense(8)]
            [DropoutGen.Relu]
            [DropoutGen.Dropout(0.5)]
            [DropoutGen.Dense(2)]
            [DropoutGen.SoftmaxCrossEntropy]
            public partial class Net;
            """;
        const string ManyLines = """
            using DropoutGen;
            namespace A;
            [
                Network(inputs: 4), // inputs
                Dense(
                    units: 8), Relu(), Dropout(
                        rate: 5e-1)
            ]
            // The head.
            [Dense(2), SoftmaxCrossEntropyAttribute]
            public partial class Net;
            """;
        Assert.Equal(oneList, GeneratorRun.Over(ManyLists).Source("Kernels512"));
        Assert.Equal(oneList, GeneratorRun.Over(ManyLines).Source("Kernels512"));
        CleanCompilation.Of(ManyLists);
        CleanCompilation.Of(ManyLines);
    }

    [Fact]
    public void Layers_may_stand_on_any_part_with_the_network() => CleanCompilation.Of(
        "namespace A; public partial class Net { public int Mine => 1; }", $"namespace A; {Declaration} partial class Net; {Use("Net")}");

    [Fact]
    public void A_project_without_networks_gets_nothing() =>
        Assert.Empty(GeneratorRun.Over("public class Plain;").Sources);

    // "partial" stands right in front of the kind's keywords.
    private static string WithPartial(string kind)
    {
        string[] words = kind.Split(' ');
        int at = Array.FindIndex(words, static word => word is "class" or "struct" or "record" or "interface");
        return string.Join(' ', [.. words[..at], "partial", .. words[at..]]);
    }
}
