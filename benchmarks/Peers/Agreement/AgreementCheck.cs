using DropoutGen.Benchmarks.Peers.HandWritten;
using DropoutGen.Benchmarks.Peers.Libtorch;
using DropoutGen.Benchmarks.Peers.Onnx;
using DropoutGen.Benchmarks.Peers.Ours;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Agreement;

/// <summary>One comparison: what, with whom, how far apart, and how far it may be.</summary>
internal sealed record Finding(string Network, string What, string Peer, double Difference, double Limit)
{
    /// <summary>Written so that a difference that is not a number fails.</summary>
    public bool Holds => Difference <= Limit;
}

/// <summary>Before anything is timed: do all compute the same, from the same parameters, with dropout off?</summary>
internal static class AgreementCheck
{
    private const int Rows = 32;
    private const int Steps = 20;

    // Fewer rows, fewer units that are by chance within rounding of their ReLU's kink: such a unit is active in the one and
    // not in the other, and Adam makes whole steps of it.
    private const int StepRows = 8;

    // Left out, it would change the parameters by four times the limit.
    private const float WeightDecay = 1;

    // Float sums in another order.
    private const double ValueLimit = 5e-5;

    // What a unit at a kink may do: see Difference.OfNorms.
    private const double StepLimit = 5e-4;

    /// <summary>Compares one network with every peer that loads.</summary>
    public static IEnumerable<Finding> Run(NetworkCase network, VectorWidth width, Availability availability)
    {
        var batch = new Batch(network.Shape, Rows);
        OursReference ours = network.Reference(width);
        float[] predictions = ours.Predict(batch);
        string name = network.Shape.Name;
        if (network.Shape.IsPlain)
        {
            yield return new Finding(name, "predictions", "TensorPrimitives", Difference.Relative(predictions, HandWritten(network, batch)), ValueLimit);
            yield return new Finding(name, "a step of SGD", "TensorPrimitives", HandWrittenStep(network, ours, batch), ValueLimit);
        }

        if (availability.OnnxRuntime is null)
        {
            using var onnx = new OnnxInference(network, batch, threads: 1);
            onnx.Run(1);
            yield return new Finding(name, "predictions", "ONNX Runtime", Difference.Relative(predictions, onnx.Outputs), ValueLimit);
        }

        if (availability.Libtorch is not null)
        {
            yield break;
        }

        using (var libtorch = new LibtorchInference(network, batch, threads: 1))
        {
            yield return new Finding(name, "predictions", "libtorch", Difference.Relative(predictions, libtorch.Predict()), ValueLimit);
        }

        (float ourLoss, float[][] ourGradients) = ours.Gradients(batch);
        (float theirLoss, float[][] theirGradients) = LibtorchReference.Gradients(network, batch);
        yield return new Finding(name, "loss", "libtorch", Difference.Relative([ourLoss], [theirLoss]), ValueLimit);
        yield return new Finding(name, "gradients", "libtorch", Difference.Relative(ourGradients, theirGradients), ValueLimit);
        foreach (Finding finding in Trainings(network, ours, new Batch(network.Shape, StepRows)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Trainings(NetworkCase network, OursReference ours, Batch batch)
    {
        // Small for the widest network: larger steps of Adam leave its loss behind, and rounding then grows step by step.
        const float Rate = 1e-4f;
        yield return Training(
            "SGD with momentum",
            ours.Train(new Sgd(100 * Rate, momentum: 0.9f), batch, Steps),
            LibtorchReference.Train(network, batch, Steps, static parameters => optim.SGD(parameters, 100 * Rate, momentum: 0.9)));
        yield return Training(
            "Adam",
            ours.Train(new Adam(Rate), batch, Steps),
            LibtorchReference.Train(network, batch, Steps, static parameters => optim.Adam(parameters, Rate)));
        yield return Training(
            "AdamW",
            ours.Train(new AdamW(Rate, weightDecay: WeightDecay), batch, Steps),
            LibtorchReference.Train(network, batch, Steps, static parameters => optim.AdamW(parameters, Rate, weight_decay: WeightDecay)));

        Finding Training(string optimizer, (float[] Losses, float[][] Parameters) a, (float[] Losses, float[][] Parameters) b) => new(
            network.Shape.Name,
            $"{Steps} steps of {optimizer}",
            "libtorch",
            Math.Max(Difference.Relative(a.Losses, b.Losses), Difference.OfNorms(a.Parameters, b.Parameters)),
            StepLimit);
    }

    // With a rate of 1 the parameters change by the gradients.
    private static double HandWrittenStep(NetworkCase network, OursReference ours, Batch batch)
    {
        var byHand = new HandWrittenNetwork(network);
        byHand.Step(batch, rate: 0, learningRate: 1f);
        return Difference.Relative(ours.Train(new Sgd(1f), batch, 1).Parameters, [.. byHand.Parameters]);
    }

    private static float[] HandWritten(NetworkCase network, Batch batch)
    {
        NetworkShape shape = network.Shape;
        var byHand = new HandWrittenNetwork(network);
        var outputs = new float[batch.Rows * shape.Outputs];
        for (int row = 0; row < batch.Rows; row++)
        {
            byHand.Predict(
                batch.Inputs.AsSpan(row * shape.Inputs, shape.Inputs), outputs.AsSpan(row * shape.Outputs, shape.Outputs), rate: 0);
        }

        return outputs;
    }
}
