using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// Where the two ends of a residual branch stand in a chain, which says what has to be stored: start and add are links of the
/// chains behind products and normalisations, and cost no pass over the values of their own.
/// </summary>
internal static class Residuals
{
    /// <summary>Whether a layer is an end of a branch.</summary>
    public static bool IsEnd(ShapedLayer layer) => layer.Layer is ResidualStartLayer or ResidualAddLayer;

    /// <summary>Whether the value at a start is the chain's result, stored anyway: nothing but other starts follows.</summary>
    public static bool IsTrailing(IReadOnlyList<ShapedLayer> chain, int index) =>
        chain.Skip(index).All(static layer => layer.Layer is ResidualStartLayer);

    /// <summary>Whether the gradient at an add is that by the chain's head, stored anyway: nothing but other adds is in front.</summary>
    public static bool IsLeading(IReadOnlyList<ShapedLayer> chain, int index) =>
        chain.Take(index + 1).All(static layer => layer.Layer is ResidualAddLayer);

    /// <summary>Buffers that the prefix of sampling writes and its passes read.</summary>
    public static IEnumerable<int> SampleBuffers(IEnumerable<Call> prefix, IEnumerable<Call> pass) =>
        Streams(prefix).Intersect(Streams(pass)).OrderBy(static buffer => buffer);

    private static IEnumerable<int> Streams(IEnumerable<Call> calls) => calls
        .SelectMany(static call => call switch
        {
            ProductCall product => product.Arguments.Streams.Append(product.Left),
            ElementwiseCall elementwise => elementwise.Arguments.Streams,
            RowNormalizationCall normalization => normalization.Arguments.Streams.Append(normalization.Input),
            CopyInputsCall copy => [new Operand(OperandKind.Buffer, copy.Buffer)],
            _ => Enumerable.Empty<Operand>(),
        })
        .Where(static operand => operand.Kind == OperandKind.Buffer)
        .Select(static operand => operand.Index);

    /// <summary>Whether both ends of a branch stand in a part of a chain, so that the value stays in a register.</summary>
    public static bool IsInside(IReadOnlyList<ShapedLayer> chain, int number, int from, int to)
    {
        int ends = 0;
        for (int i = from; i < to; i++)
        {
            ends += IsEnd(chain[i]) && chain[i].Number == number ? 1 : 0;
        }

        return ends == 2;
    }
}
