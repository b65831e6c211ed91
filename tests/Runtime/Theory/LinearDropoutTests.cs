using DropoutGen.Theory;
using DropoutGen.TestSupport.Oracle;
using MathNet.Numerics.LinearAlgebra;

namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>The closed forms against all masks.</summary>
public sealed class LinearDropoutTests
{
    private const double Keep = 0.75;

    [Theory]
    [InlineData(DropoutScaling.Inverted)]
    [InlineData(DropoutScaling.Classic)]
    [InlineData(DropoutScaling.None)]
    public void Variance_of_an_output(DropoutScaling scaling)
    {
        Enumeration exact = Cases.Linear(scaling);
        double[] variance = exact.Moments(exact.Logits).Variance;
        float[] weights = Floats(exact.Oracle["dense0.weight"].Values);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(variance[i], LinearDropout.OutputVariance(
                weights.AsSpan(i % 2 * 3, 3), Cases.Inputs3.AsSpan(i / 2 * 3, 3), Keep, scaling), 1e-10);
        }
    }

    [Theory]
    [InlineData(DropoutScaling.Inverted)]
    [InlineData(DropoutScaling.Classic)]
    public void Penalty_on_the_weights(DropoutScaling scaling)
    {
        Enumeration exact = Cases.Linear(scaling);
        double penalty = LinearDropout.Penalty(
            Floats(exact.Oracle["dense0.weight"].Values), Cases.Inputs3, 3, Keep, scaling);
        Assert.Equal(exact.ExpectedLoss() - exact.Loss(null), penalty, 1e-10);
        Assert.True(penalty > 0.1);
    }

    [Fact]
    public void Shift_of_the_Hessian()
    {
        Enumeration exact = Cases.Linear(DropoutScaling.Inverted);
        double[,] with = exact.ExpectedHessian();
        double[,] without = exact.PlainHessian();
        double[] shift = LinearDropout.HessianShift(Cases.Inputs3, 3, outputs: 2, Keep);
        for (int i = 0; i < 8; i++)
        {
            for (int j = 0; j < 8; j++)
            {
                // Six weights, then two biases.
                Assert.Equal(i == j && i < 6 ? shift[i % 3] : 0, with[i, j] - without[i, j], 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(DropoutScaling.Inverted)]
    [InlineData(DropoutScaling.Classic)]
    [InlineData(DropoutScaling.None)]
    public void The_gradient_of_the_expected_loss_is_zero_at_its_minimum(DropoutScaling scaling)
    {
        Enumeration exact = Cases.Linear(scaling);
        LinearFit fit = LinearDropout.Minimize(Cases.Inputs3, Cases.Targets2, 3, Keep, scaling);
        fit.Weights.CopyTo(exact.Oracle["dense0.weight"].Values);
        fit.Biases.CopyTo(exact.Oracle["dense0.bias"].Values);
        Assert.All(exact.Moments(exact.Gradient).Mean, static slope => Assert.Equal(0, slope, 1e-10));
    }

    [Fact]
    public void The_minimum_is_that_of_a_ridge_regression()
    {
        (float[] inputs, float[] targets) = Data(50, 6, 1);
        LinearFit fit = LinearDropout.Minimize(inputs, targets, 6, keepProbability: 0.6, bias: false);
        Matrix<double> x = Matrix<double>.Build.Dense(50, 6, (row, column) => inputs[(row * 6) + column]);
        Matrix<double> normal = x.TransposeThisAndMultiply(x);
        Matrix<double> ridge = normal + (Matrix<double>.Build.DenseDiagonal(6, 6, i => normal[i, i]) * (0.4 / 0.6));
        Vector<double> expected = ridge.Solve(x.TransposeThisAndMultiply(Vector<double>.Build.Dense(50, i => targets[i])));
        Assert.Empty(fit.Biases);
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(expected[i], fit.Weights[i], 1e-10);
        }
    }

    [Fact]
    public void Sampled_training_ends_there()
    {
        (float[] inputs, float[] targets) = Data(64, 3, 2);
        var network = new LinearInverted(3);
        LinearFit fit = LinearDropout.Minimize(inputs, targets, 3, network.Dropouts[0].EffectiveKeepProbability);
        using var trainer = network.CreateTrainer(new Sgd(0.1f), new TrainerOptions { BatchSize = 64, Seed = 6 });

        // The mean of the later iterates: their noise averages out (Polyak, Juditsky 1992).
        const int Steps = 20_000;
        var mean = new double[6];
        for (int step = 0; step < Steps; step++)
        {
            trainer.Step(inputs, targets);
            for (int i = 0; i < 6 && step >= Steps / 10; i++)
            {
                mean[i] += network.Dense0Weight[i / 3, i % 3] / (0.9 * Steps);
            }
        }

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(fit.Weights[i], mean[i], 0.005);
        }

        // Without the penalty the weights would be farther off than that.
        LinearFit least = LinearDropout.Minimize(inputs, targets, 3, keepProbability: 1);
        Assert.True(least.Weights.Zip(fit.Weights).Max(static pair => Math.Abs(pair.First - pair.Second)) > 0.05);
    }

    [Fact]
    public void What_is_not_determined_is_refused()
    {
        Assert.Contains("do not determine", Assert.Throws<ArgumentException>(
            () => LinearDropout.Minimize([0, 1, 0, 2], [1, 2], 2, 0.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LinearDropout.Minimize([1, 2, 3], [1], 2, 0.5));
        Assert.Throws<ArgumentException>(() => LinearDropout.OutputVariance([1, 2], [1], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearDropout.OutputVariance([1], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearDropout.HessianShift([1], 1, 0, 0.5));
    }

    private static (float[] Inputs, float[] Targets) Data(int rows, int columns, int outputs)
    {
        var random = new Random(11);
        float[] inputs = [.. Enumerable.Range(0, rows * columns).Select(_ => (random.NextSingle() * 2) - 0.8f)];
        float[] targets =
        [
            .. Enumerable.Range(0, rows * outputs).Select(i =>
                inputs[i / outputs * columns] + ((i % outputs) - (0.5f * inputs[(i / outputs * columns) + 1])) + random.NextSingle()),
        ];
        return (inputs, targets);
    }

    private static float[] Floats(double[] values) => Array.ConvertAll(values, static value => (float)value);
}
