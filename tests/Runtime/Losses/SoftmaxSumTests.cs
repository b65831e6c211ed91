namespace DropoutGen.Runtime.Tests.Losses;

/// <summary>A sure prediction among many classes: small exponentials count, though each is added to a sum near 1.</summary>
public sealed class SoftmaxSumTests
{
    private const int Classes = 1000;
    private const int Stride = 1008;
    private const float Behind = -8f;

    public static TheoryData<VectorWidth> Widths => [.. VectorWidths.Supported];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Probabilities_are_as_exact_as_a_float(VectorWidth width)
    {
        var values = new float[Stride];
        values.AsSpan(1, Classes - 1).Fill(Behind);
        SoftmaxCrossEntropyLoss.Instance.ToPredictions(width, values, Stride, rows: 1, Classes);
        double sum = 1 + ((Classes - 1) * Math.Exp(Behind));
        Require(1 / sum, values[0]);
        Assert.All(values[1..Classes], value => Require(Math.Exp(Behind) / sum, value));
    }

    // A few units in the last place: of the exponential, the sum, its reciprocal and the product.
    private static void Require(double expected, float actual) => Assert.InRange(actual / expected, 1 - 5e-7, 1 + 5e-7);
}
