namespace DropoutGen.Benchmarks;

/// <summary>How much work a training step is.</summary>
internal static class TrainingWork
{
    /// <summary>
    /// Floating-point operations of the matrix products of a step, a multiply-add counting as two: forward, weight gradient
    /// and, but for the first layer, input gradient.
    /// </summary>
    public static double Operations(NetworkDefinition network, int batch)
    {
        double[] weights = [.. Weights(network)];
        return 2.0 * batch * ((3 * weights.Sum()) - weights[0]);
    }

    /// <summary>Bytes of the weights.</summary>
    public static double WeightBytes(NetworkDefinition network) => sizeof(float) * Weights(network).Sum();

    // Multiply-adds for a row of each product.
    private static IEnumerable<double> Weights(NetworkDefinition network) => network.Parameters
        .Where(static parameter => parameter.Kind == ParameterKind.Weight)
        .Select(static weight => weight.Shape.Aggregate(1.0, static (count, length) => count * length));
}
