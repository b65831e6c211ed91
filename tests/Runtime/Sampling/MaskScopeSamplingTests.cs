using DropoutGen.Runtime.Tests.Family;
using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Sampling;

public sealed class MaskScopeSamplingTests
{
    private const int Rows = 100;

    [Fact]
    public void Rows_split_over_calls_have_the_masks_of_one_call()
    {
        Split(new SmallRegression(1));
        Split(new AlphaLinear(1));
        Split(new GaussianLinear(1));
        Split(new FeatureValues(1));
    }

    [Fact]
    public void Equal_rows_have_equal_predictions_where_a_pass_has_one_mask()
    {
        Repeat(new SmallRegression(1));
        Repeat(new AlphaLinear(1));
        Repeat(new GaussianLinear(1));
        Repeat(new FeatureValues(1));
    }

    [Fact]
    public void Settings_are_checked()
    {
        var network = new SmallRegression(1);
        Assert.Throws<ArgumentOutOfRangeException>("FirstRow", () => network.PredictMonteCarlo(new float[3], new MonteCarloOptions { FirstRow = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("MaskScope", () => network.PredictMonteCarlo(new float[3], new MonteCarloOptions { MaskScope = (MaskScope)3 }));
        Assert.Throws<ArgumentOutOfRangeException>("MaskScope", () => network.CreateTrainer(new Sgd(1f), new TrainerOptions { MaskScope = (MaskScope)(-1) }));
    }

    private static void Split<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] inputs = Inputs<TNetwork>(Rows);
        int perRow = TNetwork.Definition.Inputs;
        const int first = 37;
        MonteCarloPrediction whole = network.PredictMonteCarlo(inputs, new MonteCarloOptions { Passes = 7, Seed = 3 });
        MonteCarloPrediction start = network.PredictMonteCarlo(inputs.AsSpan(0, first * perRow), new MonteCarloOptions { Passes = 7, Seed = 3 });
        MonteCarloPrediction rest = network.PredictMonteCarlo(
            inputs.AsSpan(first * perRow), new MonteCarloOptions { Passes = 7, Seed = 3, FirstRow = first, Threads = 2 });
        Assert.Equal<float[]>(whole.Mean.ToArray(), [.. start.Mean, .. rest.Mean]);
        Assert.Equal<float[]>(whole.Variance.ToArray(), [.. start.Variance, .. rest.Variance]);
    }

    private static void Repeat<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] row = Inputs<TNetwork>(1);
        float[] inputs = [.. Enumerable.Repeat(row, Rows).SelectMany(static values => values)];
        MonteCarloPrediction one = network.PredictMonteCarlo(row, new MonteCarloOptions { Passes = 9, Seed = 3, MaskScope = MaskScope.Call });
        MonteCarloPrediction all = network.PredictMonteCarlo(inputs, new MonteCarloOptions { Passes = 9, Seed = 3, MaskScope = MaskScope.Call, FirstRow = 5, Threads = 2 });
        Assert.Equal(Enumerable.Repeat(one.Mean.ToArray(), Rows).SelectMany(static values => values), all.Mean.ToArray());
        Assert.Equal(Enumerable.Repeat(one.Variance.ToArray(), Rows).SelectMany(static values => values), all.Variance.ToArray());
        Assert.Contains(one.Variance.ToArray(), static variance => variance > 0);

        // With masks of their own, equal rows differ.
        MonteCarloPrediction own = network.PredictMonteCarlo(inputs, new MonteCarloOptions { Passes = 9, Seed = 3 });
        Assert.True(own.Mean.ToArray().Distinct().Count() > all.Mean.ToArray().Distinct().Count());
    }

    private static float[] Inputs<TNetwork>(int rows)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, rows * TNetwork.Definition.Inputs).Select(_ => random.NextSingle() + 0.5f)];
    }
}
