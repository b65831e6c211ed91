using DropoutGen.CompilerServices;

namespace DropoutGen.Runtime.Tests.Losses;

/// <summary>Sure predictions: among many classes small exponentials count, though each is added to a sum near 1; of one class nothing is left.</summary>
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

    // Of one class, rows fill vectors and leave a rest; weights and rows of the batch are such that their quotient is rounded.
    [Theory]
    [MemberData(nameof(Widths))]
    public void A_probability_of_1_leaves_no_gradient(VectorWidth width)
    {
        const int rows = 19;
        var random = new Random(1);
        float[] logits = [.. Enumerable.Range(0, 16 * rows).Select(_ => random.NextSingle())];
        float[] weights = [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle())];
        var gradient = new float[16 * rows];
        Array.Fill(gradient, float.NaN);
        double loss = SoftmaxCrossEntropyLoss.Instance.Evaluate(
            width, new LossRows<int>(logits, gradient, stride: 16, rows, batchRows: 29, outputs: 1, new int[rows], weights));
        Assert.Equal(0, loss);
        Assert.All(gradient, static value => Assert.Equal(0, value));
    }

    // A few units in the last place: of the exponential, the sum, its reciprocal and the product.
    private static void Require(double expected, float actual) => Assert.InRange(actual / expected, 1 - 5e-7, 1 + 5e-7);
}
