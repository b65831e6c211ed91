namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Moments of residual networks: exact where they should be.</summary>
public sealed class BranchMomentsTests
{
    [Fact]
    public void Closed_form_of_a_branch_that_is_a_dropout()
    {
        // y = x D (1 + E): E[y] = 2 x, E[y^2] = x^2 / q (3 + 1 / p), with q and p the probabilities to keep.
        var network = new DroppedTwice(1);
        double q = network.Dropouts[0].EffectiveKeepProbability;
        double p = network.Dropouts[1].EffectiveKeepProbability;
        float[] inputs = PassesByHand.Inputs(1, 5, 3);
        var twice = new float[5];
        network.Predict(inputs, twice);
        MomentPrediction actual = network.PredictMoments(inputs);
        for (int i = 0; i < 5; i++)
        {
            double square = (double)twice[i] * twice[i] / 4;
            Assert.Equal(twice[i], actual.Mean[i], 1e-6);
            Assert.Equal(1, actual.Variance[i] / (square * (((3 + (1 / p)) / q) - 4)), 1e-5);
        }
    }

    [Fact]
    public void Exact_where_the_network_is_linear_behind_its_first_dropout()
    {
        Moments.RequireExact(new DroppedTwice(2), 0);
        Moments.RequireExact(new NestedLinear(3), 0);
        Moments.RequireExact(new QuietSkip(4), 0);
        Moments.RequireExact(new FeatureSkip(5), 0);
        Moments.RequireExact(Moments.WithVectors(new BatchBranches(6)), 0);
        Moments.RequireExact(new PathsLinear(7), 0);
        Moments.RequireExact(new PathsNested(8), 0);
    }

    [Fact]
    public void Exact_where_all_masks_in_front_of_activations_are_gone_through()
    {
        Moments.RequireExact(Moments.WithVectors(new BranchMasks(7)), 32);
        Moments.RequireExact(Moments.WithVectors(new NestedMasks(8)), 32);
        Moments.RequireExact(Moments.WithVectors(new PathFirst(9)), 2);
        Moments.RequireExact(Moments.WithVectors(new QuietFirst(10)), 64);
    }

    [Fact]
    public void Normal_noise_through_branches_agrees_with_sampling()
    {
        Moments.RequireSampled(new NormalBranch(1));
        Moments.RequireSampled(new NormalNested(2));
    }

    [Fact]
    public void Relaxed_factors_of_a_linear_network_agree_with_sampling() => Moments.RequireSampled(new ConcreteTwice(3));

    [Fact]
    public void Without_dropout_there_is_no_variance()
    {
        RequireFixed(Moments.WithVectors(new PreNormBranches(1)));
        RequireFixed(Moments.WithVectors(new PostNormBranches(2)));
        RequireFixed(Moments.WithVectors(new NormChain(3)));
        RequireFixed(Moments.WithVectors(new BatchBranches(4)));
    }

    [Fact]
    public void Rows_and_threads_change_nothing()
    {
        PreNormBranches network = Moments.WithVectors(new PreNormBranches(3));
        float[] inputs = PassesByHand.Inputs(30, 8, 2);
        MomentPrediction one = network.PredictMoments(inputs);
        MomentPrediction several = network.PredictMoments(inputs, new MomentOptions { Threads = 3 });
        Assert.Equal(one.Mean, several.Mean);
        Assert.Equal(one.Variance, several.Variance);
        Assert.Equal(one.Variance.Slice(7, 1), network.PredictMoments(inputs.AsSpan(8 * 7, 8)).Variance);
    }

    private static void RequireFixed<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        network.Dropouts.SetRates(0);
        float[] inputs = PassesByHand.Inputs(3, TNetwork.Definition.Inputs, 9);
        var outputs = new float[3 * TNetwork.Definition.Outputs];
        network.PredictLogits(inputs, outputs);
        MomentPrediction actual = network.PredictMoments(inputs);
        for (int i = 0; i < outputs.Length; i++)
        {
            Assert.Equal(outputs[i], actual.Mean[i], 2e-6 * (1 + Math.Abs(outputs[i])));
            Assert.Equal(0f, actual.Variance[i]);
        }
    }
}
