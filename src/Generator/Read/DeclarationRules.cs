using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DropoutGen.Generator.Read;

/// <summary>What a list of layers must satisfy (DG0003, DG0005, DG0006).</summary>
internal static class DeclarationRules
{
    public static void CheckLayers(string name, List<Layer> layers, List<Fault> faults)
    {
        if (!layers.Any(static layer => layer is DenseLayer))
        {
            faults.Add(new Fault(
                "DG0003", FaultPlace.Type, -1, string.Empty, $"'{name}' has nothing to train: declare at least one Dense layer"));
        }

        CheckLoss(name, layers, faults);
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
    public static bool CheckParts(INamedTypeSymbol symbol, AttributeData network, List<Fault> faults, CancellationToken cancellation)
    {
        TypeDeclarationSyntax? home = NetworkReader.DeclarationOf(network, cancellation);
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
                    $"The layers of '{symbol.Name}' must stand on one declaration, the one with [Network]"));
                return false;
            }

            ordinal++;
        }

        return true;
    }
}
