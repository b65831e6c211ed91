using DropoutGen.TestSupport.GeneratorHarness;
using static DropoutGen.Generator.NetworkGenerator;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace DropoutGen.Generator.Tests.Incrementality;

/// <summary>What each kind of edit makes the generator do again.</summary>
public sealed class EditMatrixTests
{
    private const string Other = "namespace A; internal static class Other { internal static int Two() => 2; }";

    private const string Network = """
        using DropoutGen;

        namespace A;

        [Network(4)]
        [Dense(8), Relu, Dropout(0.5)]
        [Dense(2), SoftmaxCrossEntropy]
        public sealed partial class Net
        {
        }
        """;

    private const string Second = """
        using DropoutGen;

        namespace B;

        [Network(3), Dense(5), Tanh, Dense(1), MeanSquaredError]
        public sealed partial class Net;
        """;

    private const string Faulty = """
        using DropoutGen;

        namespace C;

        [Network(3), Dense(0), MeanSquaredError]
        public sealed partial class Net;
        """;

    [Fact]
    public void Nothing_edited() =>
        Steps.RequireNothingAnew(First().AfterEdit(1, Network));

    [Fact]
    public void An_edit_in_another_file() =>
        Steps.RequireNothingAnew(First().AfterEdit(0, Other.Replace("2;", "3;", StringComparison.Ordinal)));

    [Fact]
    public void A_comment_above_the_class() =>
        Steps.RequireNothingAnew(First().AfterEdit(1, "// Digits.\n// More.\n" + Network));

    [Fact]
    public void A_comment_between_attributes() =>
        Steps.RequireNothingAnew(First().AfterEdit(1, Network.Replace("[Dense(2)", "// The head.\n[Dense(2)", StringComparison.Ordinal)));

    [Fact]
    public void White_space_in_the_body() =>
        Steps.RequireNothingAnew(First().AfterEdit(1, Network.Replace("{\n", "{\n\n    \n", StringComparison.Ordinal)));

    [Fact]
    public void A_member_in_the_body() =>
        Steps.RequireNothingAnew(First().AfterEdit(1, Network.Replace("{\n", "{\n    public int Mine => 1;\n", StringComparison.Ordinal)));

    [Fact]
    public void A_class_beside_the_network() =>
        Steps.RequireNothingAnew(First().AfterEdit(1, Network + "\npublic class Beside;\n"));

    [Fact]
    public void A_new_file() =>
        Steps.RequireNothingAnew(First().AfterAddition("namespace A; public class Added;"));

    [Fact]
    public void The_same_declaration_written_differently() =>
        Steps.RequireNothingAnew(First().AfterEdit(1, Network.Replace("Dense(8)", "DenseAttribute(units: 4 + 4)", StringComparison.Ordinal)));

    [Fact]
    public void Other_units_run_everything_again()
    {
        GeneratorRun run = First().AfterEdit(1, Network.Replace("Dense(8)", "Dense(9)", StringComparison.Ordinal));
        foreach (string step in new[] { ReadStep, InferStep, SurfaceStep, PlanStep })
        {
            Assert.Equal([Reason.Modified], Steps.Of(run, step));
        }

        Assert.Equal([Reason.Modified], Steps.OutputsFrom(run, SurfaceStep));
        Assert.All(Steps.OutputsFrom(run, PlanStep), static reason => Assert.Equal(Reason.Modified, reason));
        Assert.Contains("Dense(9)", run.Source(string.Empty), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_rate_changes_the_surface_and_no_kernel()
    {
        GeneratorRun run = First().AfterEdit(1, Network.Replace("Dropout(0.5)", "Dropout(0.25)", StringComparison.Ordinal));
        Assert.Equal([Reason.Modified], Steps.Of(run, ReadStep));
        Assert.Equal([Reason.Modified], Steps.Of(run, InferStep));
        Assert.Equal([Reason.Modified], Steps.Of(run, SurfaceStep));
        Assert.Equal([Reason.Unchanged], Steps.Of(run, PlanStep));
        Assert.Equal([Reason.Modified], Steps.OutputsFrom(run, SurfaceStep));
        Assert.Equal([Reason.Cached], Steps.OutputsFrom(run, PlanStep));
        Assert.Contains("0.25", run.Source(string.Empty), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_initialization_changes_no_kernel()
    {
        GeneratorRun run = First().AfterEdit(1, Network.Replace("Dense(8)", "Dense(8, Initialization = Initialization.LeCun)", StringComparison.Ordinal));
        Assert.Equal([Reason.Modified], Steps.Of(run, SurfaceStep));
        Assert.Equal([Reason.Unchanged], Steps.Of(run, PlanStep));
        Assert.All(Steps.OutputsFrom(run, PlanStep), static reason => Assert.Equal(Reason.Cached, reason));
    }

    [Fact]
    public void Another_name_makes_other_files()
    {
        GeneratorRun first = First();
        GeneratorRun run = first.AfterEdit(1, Network.Replace("class Net", "class Digits", StringComparison.Ordinal));
        Assert.Equal([Reason.Modified], Steps.Of(run, PlanStep));
        Assert.Empty(run.Sources.Keys.Intersect(first.Sources.Keys));
        Assert.Contains("class Digits", run.Source("Kernels512"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_two_networks_leaves_the_other_alone()
    {
        GeneratorRun run = GeneratorRun.Over(Other, Network, Second)
            .AfterEdit(2, Second.Replace("Dense(5)", "Dense(6)", StringComparison.Ordinal));
        Assert.Equal([Reason.Unchanged, Reason.Modified], Steps.Of(run, ReadStep));
        foreach (string step in new[] { InferStep, SurfaceStep, PlanStep })
        {
            Assert.Equal([Reason.Cached, Reason.Modified], Steps.Of(run, step));
        }

        Assert.Equal([Reason.Cached, Reason.Modified], Steps.OutputsFrom(run, SurfaceStep));
    }

    [Fact]
    public void A_new_network_leaves_the_other_alone()
    {
        GeneratorRun run = First().AfterAddition(Second);
        Assert.Equal([Reason.Cached, Reason.New], Steps.Of(run, PlanStep));
        Assert.Equal([Reason.Cached, Reason.New], Steps.OutputsFrom(run, SurfaceStep));
    }

    [Fact]
    public void A_faulty_declaration_is_read_again_only_when_it_changes()
    {
        GeneratorRun first = GeneratorRun.Over(Other, Faulty);
        Steps.RequireNothingAnew(first.AfterEdit(0, Other + "// end"));
        GeneratorRun mended = first.AfterEdit(1, Faulty.Replace("Dense(0)", "Dense(1)", StringComparison.Ordinal));
        Assert.Equal([Reason.Removed], Steps.Of(mended, StubStep));
        Assert.Equal([Reason.New], Steps.Of(mended, PlanStep));
    }

    [Fact]
    public void An_edit_of_a_block_runs_the_networks_that_name_it_again()
    {
        GeneratorRun first = GeneratorRun.Over(Block, Residual, Second);
        GeneratorRun run = first.AfterEdit(0, Block.Replace("Dense(5)", "Dense(6)", StringComparison.Ordinal));
        Assert.Equal([Reason.Modified, Reason.Unchanged], Steps.Of(run, ReadStep));
        Assert.Equal([Reason.Modified, Reason.Cached], Steps.Of(run, PlanStep));
        Assert.Contains(run.Sources.Values, static source => source.ToString().Contains("Dense(6)", StringComparison.Ordinal));

        // A rate in a block changes no kernel.
        run = first.AfterEdit(0, Block.Replace("0.5", "0.25", StringComparison.Ordinal));
        Assert.Equal([Reason.Unchanged, Reason.Cached], Steps.Of(run, PlanStep));
        Assert.Equal([Reason.Modified, Reason.Cached], Steps.OutputsFrom(run, SurfaceStep));
    }

    [Fact]
    public void An_edit_beside_a_block_runs_nothing_again() =>
        Steps.RequireNothingAnew(GeneratorRun.Over(Block, Residual).AfterEdit(0, "// More.\n" + Block.Replace("class Branch;", "class Branch { public int Own => 1; }", StringComparison.Ordinal)));

    [Fact]
    public void A_fault_in_a_block_makes_stubs_of_the_networks_that_name_it()
    {
        GeneratorRun run = GeneratorRun.Over(Block, Residual).AfterEdit(0, Block.Replace("Dense(5)", "Dense(0)", StringComparison.Ordinal));
        Assert.Equal([Reason.New], Steps.Of(run, StubStep));
        Assert.Equal([Reason.Removed], Steps.Of(run, PlanStep));
    }

    private const string Block = """
        using DropoutGen;

        namespace D;

        [Block, Dense(5), Relu, Dropout(0.5), Dense(8)]
        public sealed class Branch;
        """;

    private const string Residual = """
        using DropoutGen;

        namespace D;

        [Network(8), Residual<Branch>(Repeat = 2), Dense(1), MeanSquaredError]
        public sealed partial class Residual;
        """;

    private static GeneratorRun First() => GeneratorRun.Over(Other, Network);
}
