using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Family;

/// <summary>Training on the expected loss instead of sampled ones.</summary>
public sealed class MarginalizedDropoutTests
{
    private const int Rows = 96;

    [Fact]
    public void The_loss_is_the_mean_over_masks()
    {
        // A hidden layer in front changes nothing: the masks act behind it.
        var marginalized = new MarginalizedHidden(3);
        var sampled = new SampledHidden(3);
        (float[] inputs, float[] targets) = Data(2);
        using var trainer = marginalized.CreateTrainer(new Sgd(0f), new TrainerOptions { BatchSize = Rows });
        double loss = trainer.Step(inputs, targets);
        Estimate measured = AdaptiveL2.Measure(sampled, inputs, targets, passes: 20_000, seed: 1, confidence: 0.9999).Expected;
        Assert.InRange(loss, measured.Lower, measured.Upper);
        Assert.Equal(1, loss / measured.Value, 0.01);

        // Without the masks' part it is the loss at inference.
        double deterministic = AdaptiveL2.Measure(sampled, inputs, targets, passes: 2, seed: 1).Deterministic;
        Assert.True(loss > 1.05 * deterministic);
    }

    [Fact]
    public void Training_ends_at_the_closed_form_to_rounding()
    {
        (float[] inputs, float[] targets) = Data(1);
        foreach (double rate in new[] { 0.1, 0.5, 0.8 })
        {
            var network = new MarginalizedLinear(1);
            network.Dropouts[0].Rate = rate;
            using var trainer = network.CreateTrainer(new Sgd(0.1f * (float)(1 - rate), momentum: 0.9f), new TrainerOptions { BatchSize = Rows });
            for (int step = 0; step < 4000; step++)
            {
                _ = trainer.Step(inputs, targets);
            }

            LinearFit exact = LinearDropout.Minimize(inputs, targets, 6, network.Dropouts[0].EffectiveKeepProbability);
            for (int i = 0; i < 6; i++)
            {
                Assert.Equal(exact.Weights[i], network.Dense0Weight[0, i], 2e-5);
            }

            Assert.Equal(exact.Biases[0], network.Dense0Bias[0], 2e-5);
        }
    }

    [Fact]
    public void Sampled_training_ends_near_the_same_weights()
    {
        (float[] inputs, float[] targets) = Data(1);
        var marginalized = new MarginalizedLinear(1);
        var sampled = new SampledLinear(2);
        Run(marginalized);
        Run(sampled);
        double[] left = Array.ConvertAll(marginalized.Parameters[0].ToArray(), static value => (double)value);
        double[] right = Array.ConvertAll(sampled.Parameters[0].ToArray(), static value => (double)value);
        double size = Math.Sqrt(left.Sum(static value => value * value));
        double distance = Math.Sqrt(left.Zip(right, static (a, b) => (a - b) * (a - b)).Sum());
        Assert.InRange(distance / size, 0, 0.02);

        void Run<TNetwork>(TNetwork network)
            where TNetwork : class, INetwork<TNetwork, float>
        {
            using var trainer = new Trainer<TNetwork, float, Sgd>(network, new Sgd(0.1f), new TrainerOptions { BatchSize = Rows, Seed = 4 });
            const int steps = 20_000;
            for (int step = 0; step < steps; step++)
            {
                trainer.LearningRate = 0.1f * (1 - ((float)step / steps));
                _ = trainer.Step(inputs, targets);
            }
        }
    }

    [Fact]
    public void Sampling_draws_masks()
    {
        var network = new MarginalizedLinear(4);
        (float[] inputs, _) = Data(3);
        float[] row = inputs[..6];
        MonteCarloPrediction sampled = network.PredictMonteCarlo(row, passes: 20_000, seed: 2);
        double exact = LinearDropout.OutputVariance(network.Dense0Weight.ToArray(), row, network.Dropouts[0].EffectiveKeepProbability);
        Assert.InRange(sampled.Variance[0] / exact, 0.95, 1.05);
        Assert.Equal(1, network.PredictMoments(row).Variance[0] / exact, 1e-5);
        Assert.True(network.Dropouts[0].Definition.Marginalized);
    }

    [Fact]
    public void Weights_of_rows_weigh_the_penalty()
    {
        // Two equal halves of a batch: leaving one out by its weights is half of the loss.
        (float[] inputs, float[] targets) = Data(5);
        float[] twice = [.. inputs[..60], .. inputs[..60]];
        float[] targetsTwice = [.. targets[..10], .. targets[..10]];
        float[] weights = [.. Enumerable.Range(0, 20).Select(static row => row < 10 ? 1f : 0f)];
        using var trainer = new MarginalizedLinear(4).CreateTrainer(new Sgd(0f));
        double all = trainer.Step(twice, targetsTwice);
        double half = trainer.Step(twice, targetsTwice, weights);
        Assert.Equal(all / 2, half, 1e-6);
    }

    [Fact]
    public void Steps_allocate_nothing_once_warm()
    {
        (float[] inputs, float[] targets) = Data(5);
        using var trainer = new MarginalizedHidden(4).CreateTrainer(new Adam(0.01f), new TrainerOptions { BatchSize = Rows });
        using var learned = new ConcreteRegularized(4).CreateTrainer(new Adam(0.01f), new TrainerOptions { BatchSize = Rows });
        float[] ten = new float[10 * 8];
        float[] one = new float[8];
        for (int i = 0; i < 3; i++)
        {
            _ = trainer.Step(inputs, targets);
            _ = learned.Step(ten, one);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            _ = trainer.Step(inputs, targets);
            _ = learned.Step(ten, one);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static (float[] Inputs, float[] Targets) Data(int seed)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, Rows * 6).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] targets = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            targets[row] = 0.3f + (0.2f * random.NextSingle());
            for (int i = 0; i < 6; i++)
            {
                targets[row] += (i % 2 == 0 ? 1f : -0.7f) * inputs[(row * 6) + i];
            }
        }

        return (inputs, targets);
    }
}
