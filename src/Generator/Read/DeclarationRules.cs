using System.Globalization;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Generator.Read;

/// <summary>What a list of layers must satisfy (DG0003, DG0005, DG0006, DG0014).</summary>
internal static class DeclarationRules
{
    /// <summary>What must hold of a network, given its layers as declared and with blocks written out.</summary>
    public static void CheckLayers(string name, List<Layer> layers, List<PlacedLayer> placed, List<Fault> faults)
    {
        if (!placed.Any(static layer => layer.Layer is DenseLayer))
        {
            faults.Add(new Fault(
                "DG0003", FaultPlace.Type, -1, string.Empty, $"'{name}' has nothing to train: declare at least one Dense layer"));
        }

        CheckLoss(name, layers, faults);
    }

    /// <summary>Whether blocks are no more layers than a network can have (DG0004).</summary>
    public static bool CheckLength(List<Layer> layers, List<Fault> faults)
    {
        long sum = 0;
        for (int ordinal = 0; ordinal < layers.Count; ordinal++)
        {
            sum += BlockExpansion.Count(layers[ordinal]);
            if (sum > BlockExpansion.MaximumLayers)
            {
                faults.Add(new Fault(
                    "DG0004",
                    FaultPlace.Layer,
                    ordinal,
                    layers[ordinal] is RepeatLayer ? "count" : "Repeat",
                    string.Format(
                        CultureInfo.InvariantCulture,
                        "{0} makes {1} layers, {2} together with what is in front; a network has at most {3}",
                        layers[ordinal].Title,
                        BlockExpansion.Count(layers[ordinal]),
                        sum,
                        BlockExpansion.MaximumLayers)));
                return false;
            }
        }

        return true;
    }

    /// <summary>What must hold of a block wherever it is used (DG0014).</summary>
    public static void CheckBlock(INamedTypeSymbol symbol, List<Layer> layers, List<Fault> faults)
    {
        if (symbol.GetAttributes().Any(NetworkReader.IsNetwork))
        {
            faults.Add(new Fault(
                "DG0014", FaultPlace.Type, -1, string.Empty, $"'{symbol.Name}' is declared a network and a block; a block has no inputs and no loss of its own"));
            return;
        }

        if (layers.Count == 0)
        {
            faults.Add(new Fault("DG0014", FaultPlace.Type, -1, string.Empty, $"Block '{symbol.Name}' has no layers"));
        }

        for (int ordinal = 0; ordinal < layers.Count; ordinal++)
        {
            if (layers[ordinal] is LossLayer)
            {
                faults.Add(new Fault(
                    "DG0014",
                    FaultPlace.Layer,
                    ordinal,
                    string.Empty,
                    $"{layers[ordinal].Title} is a loss, which ends a network: a block cannot have one"));
            }
        }
    }

    // One fault for one mistake: missing, or doubled (on each loss after the first), or not last.
    private static void CheckLoss(string name, List<Layer> layers, List<Fault> faults)
    {
        List<int> losses = [.. Enumerable.Range(0, layers.Count).Where(index => layers[index] is LossLayer)];
        if (losses.Count == 0)
        {
            faults.Add(new Fault(
                "DG0005",
                FaultPlace.Type,
                -1,
                string.Empty,
                $"'{name}' has no loss: end it with one, for example SoftmaxCrossEntropy, SigmoidCrossEntropy or MeanSquaredError"));
            return;
        }

        if (losses.Count > 1)
        {
            foreach (int index in losses.Skip(1))
            {
                faults.Add(new Fault(
                    "DG0005",
                    FaultPlace.Layer,
                    index,
                    string.Empty,
                    $"{layers[index].Title} is a second loss: the network has {layers[losses[0]].Title} already"));
            }

            return;
        }

        if (losses[0] != layers.Count - 1)
        {
            faults.Add(new Fault(
                "DG0005",
                FaultPlace.Layer,
                losses[0],
                string.Empty,
                $"{layers[losses[0]].Title} must come last: {layers[layers.Count - 1].Title} follows it"));
        }
    }

    // The order of layers over several partial declarations would depend on the order of files.
    public static bool CheckParts(
        INamedTypeSymbol symbol, AttributeData declaring, string title, List<Fault> faults, CancellationToken cancellation)
    {
        TypeDeclarationSyntax? home = NetworkReader.DeclarationOf(declaring, cancellation);
        int ordinal = 0;
        foreach (AttributeData attribute in NetworkReader.LayerAttributes(symbol))
        {
            if (NetworkReader.DeclarationOf(attribute, cancellation) != home)
            {
                faults.Add(new Fault(
                    "DG0006",
                    FaultPlace.Layer,
                    ordinal,
                    string.Empty,
                    $"The layers of '{symbol.Name}' must stand on one declaration, the one with [{title}]"));
                return false;
            }

            ordinal++;
        }

        return true;
    }
}
