using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Plan;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Passes over one row are straight-line code where they are few operations, which depends on the width.</summary>
public sealed class UnrollingTests
{
    [Fact]
    public void A_small_network_is_unrolled_on_every_vector_width() => Assert.All(
        new[] { 16, 8, 4 }, static lanes => Assert.True(Fits(Planned(4, Dense(32), Relu, Dense(1), Values), lanes)));

    [Fact]
    public void A_network_between_is_unrolled_on_wide_vectors_only()
    {
        NetworkPlan plan = Planned(8, Dense(64), Relu, Dense(1), Values);
        Assert.True(Fits(plan, 16));
        Assert.False(Fits(plan, 4));
    }

    [Fact]
    public void A_large_network_is_not() => Assert.False(Fits(Planned(16, Dense(64), Relu, Dense(64), Relu, Dense(4), Values), 16));

    [Fact]
    public void A_call_without_a_kernel_is_unrolled_but_for_a_transposition() => Assert.Multiple(
        static () => Assert.Equal(2, Unrolling.Operations(new BiasGradientCall(string.Empty, 0, 32, 0), null, 16)),
        static () => Assert.Equal(0, Unrolling.Operations(new CopyInputsCall(string.Empty, 0, 4), null, 16)),
        static () => Assert.Null(Unrolling.Operations(new TransposeCall(string.Empty, 0, new Operand(OperandKind.Parameter, 0), 0, 64), null, 16)));

    [Fact]
    public void Training_on_a_row_is_one_step_where_masks_are_all_that_it_needs() => Assert.Multiple(
        static () => Assert.True(Unrolling.IsOneStep(Planned(4, Dense(32), Relu, Dropout(0.5), Dense(1), Values))),
        static () => Assert.True(Unrolling.IsOneStep(Planned(128, Dense(1), Values))),
        static () => Assert.False(Unrolling.IsOneStep(Planned(4, Dense(32), new LayerNormLayer(1e-5, true), Dense(1), Values))));

    [Fact]
    public void A_row_takes_a_weight_as_it_is_stored_where_a_batch_transposes_it()
    {
        NetworkPlan plan = Planned(10, Dense(10), Relu, Dense(17), Values);
        TransposeCall transposition = Assert.Single(plan.Backward.OfType<TransposeCall>());
        Assert.Contains(plan.Backward.OfType<ProductCall>(), call => call.Right == new Operand(OperandKind.Buffer, transposition.Buffer));
        Call[] row = [.. Unrolling.OfRow(plan.Backward)];
        Assert.Empty(row.OfType<TransposeCall>());
        Assert.Contains(row.OfType<ProductCall>(), call => call.Right == transposition.Source && call.Comment == transposition.Comment);
        Assert.True(Unrolling.IsOneStep(plan) && Fits(plan, 16));
    }

    [Fact]
    public void A_row_calls_the_helper_that_its_batch_calls()
    {
        // Programs that differ in a constant have helpers of different names.
        NetworkPlan plan = Planned(10, Dense(10), new LeakyReluLayer(0.1), Dense(9), new LeakyReluLayer(0.2), Dense(8), Values);
        ProductCall[] calls = [.. plan.Backward.OfType<ProductCall>().Where(static call => call.AlongStorage is not null)];
        Assert.Equal(2, calls.Select(static call => call.AlongStorage!.Epilogue.Name).Distinct().Count());
        Assert.All(calls, call => Assert.Equal(
            plan.Kernels.Single(kernel => kernel.Name == call.Kernel).Fused!.Name, call.AlongStorage!.Epilogue.Name));
    }

    private static bool Fits(NetworkPlan plan, int lanes)
    {
        Dictionary<string, KernelPlan> kernels = plan.Kernels.ToDictionary(static kernel => kernel.Name);
        return new[] { plan.Infer, plan.Forward, plan.Backward }.All(pass => Unrolling.Fits(pass, kernels, lanes));
    }
}
