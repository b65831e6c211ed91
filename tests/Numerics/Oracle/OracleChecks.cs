using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Oracle;

/// <summary>Seeded data, and the comparison of a network's gradients with central differences.</summary>
internal static class OracleChecks
{
    private const double Tolerance = 1e-6;

    public static Matrix RandomMatrix(int rows, int columns, int seed, double bound = 1.5)
    {
        var random = new Random(seed);
        return new Matrix(rows, columns).Map(_ => ((2 * random.NextDouble()) - 1) * bound);
    }

    public static OracleTargets RandomTargets(OracleNetwork network, int rows, int seed, bool weighted)
    {
        var random = new Random(seed);
        double[]? weights = weighted ? [.. Enumerable.Range(0, rows).Select(_ => 2 * random.NextDouble())] : null;
        return network.Loss is SoftmaxCrossEntropy
            ? OracleTargets.Labels([.. Enumerable.Range(0, rows).Select(_ => random.Next(network.Outputs))], weights)
            : OracleTargets.Values(new Matrix(rows, network.Loss.TargetsPerRow(network.Outputs)).Map(_ => random.NextDouble()), weights);
    }

    /// <summary>Fails if a tensor's gradient is off or if more than a tenth of its coordinates had to be skipped.</summary>
    public static void RequireGradients(
        OracleNetwork network, int rows = 5, bool weighted = false, OracleMode mode = OracleMode.Training, int seed = 11)
    {
        network.Randomize(seed);
        Matrix inputs = RandomMatrix(rows, network.Inputs, seed + 1);
        OracleTargets targets = RandomTargets(network, rows, seed + 2, weighted);
        PhiloxMaskSource masks = network.PhiloxMasks(seed: 42, step: 7);
        OracleGradients gradients = network.Step(inputs, targets, mode, masks).Gradients;
        foreach (DifferenceQuotients tensor in new FiniteDifferences(network, targets, mode, masks).Compute(inputs))
        {
            double[] analytic = tensor.Name == "inputs" ? gradients.Inputs.Values : gradients[tensor.Name];
            Assert.True(
                tensor.Skipped <= analytic.Length / 10, $"{tensor.Name}: {tensor.Skipped} of {analytic.Length} skipped");
            TensorDifference.Between(tensor.Name, tensor.Pick(analytic), tensor.Values).RequireWithin(Tolerance);
        }
    }
}
