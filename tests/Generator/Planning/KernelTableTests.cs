using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Plan;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Equal kernels are printed once, and different ones never share a name.</summary>
public sealed class KernelTableTests
{
    [Fact]
    public void Equal_plans_are_one_whatever_they_are_called()
    {
        var table = new KernelTable();
        Assert.Equal("First", table.Add(Gradient("First", 64)));
        Assert.Equal("First", table.Add(Gradient("Second", 64)));
        Assert.Equal("Second", table.Add(Gradient("Second", 80)));
        Assert.Equal(["First", "Second"], table.All.Select(static kernel => kernel.Name));
    }

    [Fact]
    public void A_name_that_is_taken_gets_a_number()
    {
        var table = new KernelTable();
        Assert.Equal("Name", table.Add(Gradient("Name", 16)));
        Assert.Equal("NameVariant2", table.Add(Gradient("Name", 32)));
        Assert.Equal("NameVariant3", table.Add(Gradient("Name", 48)));
        Assert.Equal("NameVariant2", table.Add(Gradient("Other", 32)));
    }

    [Fact]
    public void Equal_layers_share_their_kernels()
    {
        NetworkPlan plan = Planned(64, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Values);
        Assert.Equal(plan.Kernels.Count, plan.Kernels.Distinct().Count());
        Assert.Single(plan.Kernels.OfType<WeightGradientPlan>());
        Assert.Equal(4, plan.Backward.OfType<WeightGradientCall>().Count());
    }

    [Fact]
    public void Inference_without_dropout_uses_the_training_kernels()
    {
        NetworkPlan plan = Planned(4, Dense(8), Relu, Dense(2), Values);
        Assert.Equal(
            plan.Forward.OfType<ProductCall>().Select(static call => call.Kernel),
            plan.Infer.OfType<ProductCall>().Select(static call => call.Kernel));
    }

    [Fact]
    public void Programs_that_differ_in_a_constant_have_helpers_of_their_own()
    {
        NetworkPlan plan = Planned(16, Dense(16), new LeakyReluLayer(0.1), Dense(16), new LeakyReluLayer(0.2), Dense(16), Values);
        Assert.All(
            plan.Kernels.OfType<ProductPlan>().Select(static kernel => kernel.Epilogue).GroupBy(static epilogue => epilogue.Name),
            static group => Assert.Single(group.Select(static epilogue => epilogue.Program).Distinct()));
    }

    [Theory]
    [InlineData(0.1, 0.9)]
    [InlineData(0.5, 0)]
    public void Rates_are_not_part_of_a_plan(double one, double other) => Assert.Equal(
        Planned(4, Dropout(one), Dense(8), Relu, Dropout(one), Dense(2), Classes),
        Planned(4, Dropout(other), Dense(8), Relu, Dropout(other), Dense(2), Classes));

    [Fact]
    public void Every_call_names_a_kernel_and_every_kernel_is_called()
    {
        NetworkPlan plan = Planned(20, Dropout(), Dense(48), Gelu, Dropout(), Dense(33), Relu, Dropout(), Dense(3), Tanh, Classes);
        IEnumerable<Call> calls = new[] { plan.Infer, plan.Forward, plan.Backward, plan.SamplePrefix, plan.SamplePass }
            .SelectMany(static pass => pass)
            .SelectMany(static call => call is OnRequestCall onRequest ? onRequest.Calls : (IEnumerable<Call>)[call]);
        var called = calls
            .Select(static call => call switch
            {
                ProductCall product => product.Kernel,
                ElementwiseCall elementwise => elementwise.Kernel,
                WeightGradientCall weight => weight.Kernel,
                _ => null,
            })
            .OfType<string>()
            .ToHashSet();
        Assert.Equal(plan.Kernels.Select(static kernel => kernel.Name).ToHashSet(), called);
    }

    private static WeightGradientPlan Gradient(string name, int inputs) => new(name, "Purpose of " + name, inputs, 16, 16, inputs, inputs, 16, 0, WeightPenalty.None);
}
