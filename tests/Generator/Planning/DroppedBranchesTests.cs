using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Plan;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Which calls depend on whether a residual branch is kept.</summary>
public sealed class DroppedBranchesTests
{
    private static readonly Layer s_batchNorm = new BatchNormLayer(0.1, 1e-5, true);

    [Fact]
    public void Products_of_a_branch_run_where_it_is_kept()
    {
        NetworkPlan plan = Planned(8, Dense(16), Relu, Dropped(1, Dense(32), Relu, Dense(16)), Dense(2), Values);
        Assert.Equal(
            ["dense0", "kept 0: residual0.0.dense0", "kept 0: residual0.0.dense1", "dropped 0: round", "dense1"],
            plan.Forward.Select(Short));

        // Parameters 2 to 5 are those of the branch.
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Updated(plan, isKept: true));
        Assert.Equal([2, 3, 4, 5], Updated(plan, isKept: false));
        Assert.Equal(1, plan.Backward.Count(static call => call is ElementwiseCall && IsDropped(call)));
        Assert.All(plan.Infer, static call => Assert.Empty(call.Branches));
    }

    [Fact]
    public void A_branch_on_the_inputs_gives_their_gradient_on_request()
    {
        NetworkPlan plan = Planned(16, Dropped(1, Dense(32), Relu, Dense(16)), Dense(2), Values);
        Call[] requested = [.. plan.Backward.OfType<OnRequestCall>().SelectMany(static call => call.Calls)];
        Assert.Equal(["kept 0", "dropped 0"], requested.Select(Choices).Distinct());
        Assert.All(plan.Backward.OfType<OnRequestCall>(), static call => Assert.Empty(call.Branches));
    }

    [Fact]
    public void A_branch_in_a_branch_asks_for_both()
    {
        NetworkPlan plan = Planned(
            8, Dense(16), Dropped(1, Dropped(1, Dense(32), Relu, Dense(16)), Dense(16)), Dense(2), Values);
        Assert.Equal(
            [
                "dense0",
                "kept 1, kept 0: residual0.0.residual0.0.dense0",
                "kept 1, kept 0: residual0.0.residual0.0.dense1",
                "kept 1, dropped 0: round",
                "kept 1: residual0.0.dense0",
                "dropped 1: round",
                "dense1",
            ],
            plan.Forward.Select(Short));
        string[] backward = [.. plan.Backward.Select(Choices).Where(static choices => choices.Contains("dropped", StringComparison.Ordinal)).Distinct()];
        Assert.Equal(["kept 1, dropped 0", "dropped 1"], backward);
    }

    // Moments of a batch and penalties of values are taken of what there is.
    [Fact]
    public void Branches_with_a_batch_normalisation_or_a_learned_rate_are_always_trained()
    {
        foreach (NetworkPlan plan in new[]
        {
            Planned(8, Dense(16), Dropped(2, s_batchNorm, Relu, Dense(16)), Dense(2), Values),
            Planned(8, Dense(16), Dropped(2, Tanh, new ConcreteDropoutLayer(0.1, 1e-6, 1e-5), Dense(16)), Dense(2), Values),
        })
        {
            Assert.All(plan.Forward.Concat(plan.Backward), static call => Assert.Empty(call.Branches));
        }
    }

    [Fact]
    public void Sampling_leaves_out_what_each_pass_would_compute()
    {
        NetworkPlan plan = Planned(8, Dense(16), Relu, Dropped(3, s_batchNorm, Relu, Dense(16)), Dense(2), Values);

        // The first branch is computed once: its masks act on what does not change.
        Assert.Equal(["dense0", "residual0.0.dense0"], plan.SamplePrefix.OfType<ProductCall>().Select(Short));
        Assert.Equal(
            ["this", "kept 1: residual0.1.dense0", "dropped 1: round", "kept 2: residual0.2.dense0", "dropped 2: round", "dense1"],
            plan.SamplePass.Select(Short));
    }

    [Fact]
    public void Dropout_in_front_leaves_all_of_a_branch_to_the_passes()
    {
        NetworkPlan plan = Planned(8, Dense(16), Relu, Dropped(1, Dense(16), Dropout(), Dense(16)), Dense(2), Values);
        Assert.Equal(["kept 1: this", "kept 1: residual0.0.dense1", "dropped 1: round", "dense1"], plan.SamplePass.Select(Short));
    }

    [Fact]
    public void Elementwise_branches_are_not_worth_a_question()
    {
        NetworkPlan plan = Planned(8, Dense(16), Dropped(2, Tanh, Dropout()), Dense(2), Values);
        Assert.All(plan.Forward.Concat(plan.Backward).Concat(plan.SamplePass), static call => Assert.Empty(call.Branches));
    }

    [Fact]
    public void Rates_shape_no_plan()
    {
        static NetworkPlan WithRate(double rate, Layers.DropPathSchedule schedule) => Planned(
            8, Dense(16), Dropped(3, new DropPathOptions(rate, schedule, Layers.DropoutScaling.Inverted, 1), Dense(16), Relu), Dense(2), Values);
        Assert.Equal(WithRate(0.2, Layers.DropPathSchedule.Constant), WithRate(0.7, Layers.DropPathSchedule.Linear));
    }

    [Fact]
    public void A_linear_schedule_gives_the_rate_to_the_last_branch()
    {
        ShapedNetwork network = Shaped(
            8, Dropped(3, new DropPathOptions(0.3, Layers.DropPathSchedule.Linear, Layers.DropoutScaling.Inverted, 1), Dense(8), Dropout(0.1)), Values);
        Assert.Equal(
            ["residual0.0.dropout0", "residual0.0.droppath0", "residual0.1.dropout0", "residual0.1.droppath0", "residual0.2.dropout0", "residual0.2.droppath0"],
            network.Dropouts.Select(static dropout => dropout.Name));
        double[] rates = [.. network.Dropouts.Select(static dropout => ((NoiseLayer)dropout.Layer).Rate).Where((_, i) => i % 2 == 1)];
        Assert.Equal([0.1, 0.2, 0.3], rates.Select(static rate => Math.Round(rate, 12)));
        Assert.Equal(0.3, rates[2]);
    }

    private static bool IsDropped(Call call) => call.Branches.Any(static choice => !choice.IsKept);

    private static IEnumerable<int> Updated(NetworkPlan plan, bool isKept) => plan.Backward
        .Where(call => IsDropped(call) != isKept)
        .SelectMany(static call => call switch
        {
            WeightGradientCall weight => [weight.Parameter],
            BiasGradientCall bias => [bias.Parameter],
            ZeroGradientCall zero => [zero.Parameter],
            _ => Array.Empty<int>(),
        })
        .Order();

    private static string Choices(Call call) =>
        string.Join(", ", call.Branches.Select(static choice => FormattableString.Invariant($"{(choice.IsKept ? "kept" : "dropped")} {choice.Site}")));

    // The first word of its comment, which is the layer.
    private static string Short(Call call)
    {
        string choices = Choices(call);
        return (choices.Length == 0 ? string.Empty : choices + ": ") + call.Comment.Split(' ')[0].TrimEnd(':').Split('\'')[0];
    }
}
