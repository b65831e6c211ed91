using System.Globalization;
using System.Security;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Emit;

/// <summary>The table that hovering over the class shows: layers, shapes, parameters, operations, saved bytes, fusions.</summary>
internal static class NetworkDocumentation
{
    /// <summary>The class's documentation, in remarks: a summary is the user's.</summary>
    public static IEnumerable<string> Remarks(ShapedNetwork network, NetworkPlan plan)
    {
        yield return "/// <remarks>";
        yield return $"/// <para>Network [{network.Inputs}] -> [{network.Outputs}]: {Literals.Integer(network.ParameterCount)} parameters, {Operations(network)} a row and inference, loss {network.Loss.Title}.</para>";
        yield return "/// <list type=\"table\">";
        yield return "/// <listheader><term>Layer</term><description>Shape; parameters; forward operations a row</description></listheader>";
        foreach (ShapedLayer layer in network.Layers.Where(static layer => layer.Layer is not ResidualStartLayer))
        {
            yield return $"/// <item><term>{SecurityElement.Escape(layer.Layer.Title)}</term><description>[{Literals.Integer(layer.Inputs)}] -> [{Literals.Integer(layer.Units)}]; {Literals.Integer(layer.ParameterCount)}; {Literals.Integer(layer.ForwardOperations)}</description></item>";
        }

        yield return "/// </list>";
        yield return $"/// <para>A training row saves {Literals.Integer(SavedBytes(network, plan))} bytes for the backward pass.</para>";
        yield return $"/// <para>Of {Rounded(network.Paths.Count)} paths from an input to an output {Rounded(network.Paths.Active)} are active in a training step on average.</para>";
        foreach (Call call in plan.Forward.Where(static call =>
            call is ProductCall or RowNormalizationCall or ElementwiseCall { HeadsSegment: true }))
        {
            yield return $"/// <para>Fused into one kernel: {SecurityElement.Escape(call.Comment)}.</para>";
        }

        yield return "/// </remarks>";
    }

    private static string Operations(ShapedNetwork network) =>
        Literals.Integer(network.Layers.Sum(static layer => layer.ForwardOperations)) + " FLOP";

    private static string Rounded(double count) => count.ToString("G4", CultureInfo.InvariantCulture);

    // Activations and products that a forward pass writes, and mask bits.
    private static long SavedBytes(ShapedNetwork network, NetworkPlan plan)
    {
        IEnumerable<int> buffers = plan.Forward
            .SelectMany(static call => call switch
            {
                ProductCall product => product.Arguments.Streams,
                ElementwiseCall elementwise => elementwise.Arguments.Streams,
                RowNormalizationCall normalization => normalization.Arguments.Streams
                    .Append(new Operand(OperandKind.Buffer, normalization.Moments))
                    .ToEquatableArray(),
                _ => default(EquatableArray<Operand>),
            })
            .Where(static stream => stream.Kind == OperandKind.Buffer)
            .Select(static stream => stream.Index)
            .Distinct();
        long floats = buffers.Sum(buffer => (long)plan.Buffers[buffer].PerRow);
        long maskBits = network.Dropouts.Sum(static dropout => (long)Layouts.MaskRowBits(dropout.Units));
        return (floats * sizeof(float)) + ((maskBits + 7) / 8);
    }
}
