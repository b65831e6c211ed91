using DropoutGen.Runtime.Tests.Theory;
using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Networks;

/// <summary>A branch whose masks can be written into its weights.</summary>
[Block]
[Dense(9), Relu, Dropout(0.5), Dense(5)]
public sealed class ReluBranch;

/// <summary>Residual branches with dropout inside, behind some without.</summary>
[Network(4)]
[Dense(5), Relu, Residual<ReluBranch>(Repeat = 2)]
[Dense(2), MeanSquaredError]
public sealed partial class ResidualRegression;

/// <summary>A block in a block.</summary>
[Block]
[Dense(3), Residual<LinearBranch>]
public sealed class Stage;

/// <summary>Without activations.</summary>
[Block]
[Dense(4, Bias = false), Dropout(0.25), Dense(3)]
public sealed class LinearBranch;

/// <summary>Linear, with residual branches.</summary>
[Network(2)]
[Repeat<Stage>(2)]
[Dense(1), MeanSquaredError]
public sealed partial class LinearResiduals;

/// <summary>What the library does with networks of blocks.</summary>
public sealed class BlockTests
{
    [Fact]
    public void Parameters_have_paths()
    {
        Assert.Equal(
            [
                "dense0.weight", "dense0.bias",
                "residual0.0.dense0.weight", "residual0.0.dense0.bias", "residual0.0.dense1.weight", "residual0.0.dense1.bias",
                "residual0.1.dense0.weight", "residual0.1.dense0.bias", "residual0.1.dense1.weight", "residual0.1.dense1.bias",
                "dense1.weight", "dense1.bias",
            ],
            ResidualRegression.Definition.Parameters.Select(static parameter => parameter.Name));
        Assert.Equal(["residual0.0.dropout0", "residual0.1.dropout0"], ResidualRegression.Definition.Dropouts.Select(static dropout => dropout.Name));
        Assert.Contains("repeat0.1.residual0.0.dense0.weight", LinearResiduals.Definition.Parameters.Select(static parameter => parameter.Name));
        var network = new ResidualRegression(1);
        Assert.Equal(network.Parameters["residual0.1.dense0.weight"].ToArray(), network.Residual0_1_Dense0Weight.ToArray());
        Assert.NotEqual(network.Residual0_0_Dense0Weight.ToArray(), network.Residual0_1_Dense0Weight.ToArray());
    }

    [Fact]
    public void Files_keep_every_repetition()
    {
        var network = new ResidualRegression(1);
        network.Dropouts[1].Rate = 0.25;
        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        var again = ResidualRegression.Load(file);
        Assert.Equal([0.5, 0.25], again.Dropouts.Select(static dropout => dropout.Rate));
        foreach (ParameterView parameter in network.Parameters)
        {
            Assert.Equal(parameter.ToArray(), again.Parameters[parameter.Name].ToArray());
        }
    }

    // Few rows are sampled several passes at once, which need what goes round the first branch as often.
    [Fact]
    public void Sampling_a_row_alone_gives_what_it_gives_among_others()
    {
        var network = new ResidualRegression(1);
        float[] inputs = [.. Enumerable.Range(0, 4 * 100).Select(static i => MathF.Sin(i))];
        MonteCarloPrediction all = network.PredictMonteCarlo(inputs, passes: 20, seed: 3);
        MonteCarloPrediction first = network.PredictMonteCarlo(inputs.AsSpan(0, 4), passes: 20, seed: 3);
        Assert.Equal(all.Mean[..2].ToArray(), first.Mean.ToArray());
        Assert.Equal(all.Variance[..2].ToArray(), first.Variance.ToArray());
        Assert.All(first.Variance.ToArray(), static variance => Assert.True(variance > 0));
    }

    [Fact]
    public void A_thinned_network_is_the_one_of_its_pass()
    {
        var network = new ResidualRegression(1);
        float[] row = [0.5f, -1, 2, 0.25f];
        MonteCarloPrediction sampled = network.PredictMonteCarlo(row, passes: 2, seed: 4);
        var first = new float[2];
        var second = new float[2];
        network.Thin(4, pass: 0).Predict(row, first);
        network.Thin(4, pass: 1).Predict(row, second);
        Assert.NotEqual(first, second);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal((first[i] + second[i]) / 2, sampled.Mean[i], 1e-5);
        }
    }

    // 2 x 3 paths to the first stage, there (1 + 4 x 3 x 3 / 3) = 13 times as many.
    [Fact]
    public void Paths_go_through_branches_and_round_them()
    {
        Assert.Equal(2 * 3 * 13 * 3 * 13, LinearResiduals.PathCount);
        Assert.Equal(2 * 3 * 10 * 3 * 10, LinearResiduals.ActivePathCount, 1e-9);
        ActivePathReport report = ActivePaths.Measure(new LinearResiduals(1), 10_000, seed: 5, Cases.Confidence);
        Assert.Equal(100.0 / 169, report.ExpectedShare, 1e-9);
        Assert.True(report.MeasuredShare.Contains(100.0 / 169), $"{report.MeasuredShare}");
    }

    [Fact]
    public void Expectations_are_kept_where_branches_are_linear()
    {
        ExpectationReport report = DropoutExpectation.Measure(new LinearResiduals(1), [0.5f, -1], passes: 20_000, seed: 2);
        Assert.Equal(0, report.ExactBias(0, 0));
        Assert.True(report.IsKept);
    }
}
