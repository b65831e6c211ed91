using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>The networks of these tests with two rows of data, enumerated.</summary>
internal static class Cases
{
    /// <summary>
    /// Confidence of the intervals that tests hold exact values against. Seeds are fixed, so a test that passes once passes always;
    /// a correct measurement would fail one in ten thousand choices of the seed.
    /// </summary>
    public const double Confidence = 0.9999;

    public static readonly float[] Inputs3 = [0.5f, -1.25f, 2, 1.5f, 0.75f, -0.5f];
    public static readonly float[] Targets2 = [1, -0.5f, 0.25f, 2];
    public static readonly float[] Inputs2 = [0.5f, -1.25f, 1.5f, 0.75f];
    public static readonly float[] Targets1 = [1, -0.5f];
    public static readonly int[] Labels = [1, 0];

    public static Enumeration Linear(DropoutScaling scaling) => new(
        $"[Network(3)] [Dropout(0.25, Scaling = DropoutScaling.{scaling})] [Dense(2), MeanSquaredError]",
        Inputs3,
        OracleTargets.Values(Matrix.FromRows(Targets2, 2)));

    public static Enumeration Quadratic() => new(
        "[Network(3)] [Dropout(0.25)] [Dense(1), Square, MeanSquaredError]", Inputs3, OracleTargets.Values(Matrix.FromRows(Targets1, 1)));

    public static Enumeration Curved() => new(
        "[Network(2)] [Dense(3), Tanh, Dropout(0.5)] [Dense(2), Tanh] [Dense(1), MeanSquaredError]",
        Inputs2,
        OracleTargets.Values(Matrix.FromRows(Targets1, 1)));

    public static Enumeration Classes() => new(
        "[Network(2)] [Dense(3), Tanh, Dropout(0.5)] [Dense(2), SoftmaxCrossEntropy]", Inputs2, OracleTargets.Labels(Labels));
}
