namespace DropoutGen;

/// <summary>From logits to what <c>Predict</c> returns, as ONNX operations.</summary>
internal static class OnnxPredictions
{
    public static string Add(OnnxGraph graph, Loss loss, string logits) => loss switch
    {
        GaussianNegativeLogLikelihoodLoss => MeansAndVariances(graph, logits),
        { IsDistribution: true } => graph.Add("Softmax", "predictions", [logits], OnnxAttribute.Integer("axis", 1)),
        { IsIndependentProbability: true } => graph.Add("Sigmoid", "predictions", [logits]),
        MeanSquaredErrorLoss or HuberLoss or QuantileLoss => logits,
        _ => throw new NotSupportedException($"Predictions of the loss {loss.Name} cannot be written as ONNX operations."),
    };

    // The first half of the outputs are means, the second half logarithms of variances.
    private static string MeansAndVariances(OnnxGraph graph, string logits)
    {
        (string means, string logarithms) = graph.AddHalves("halves", logits);
        string variances = graph.Add("Exp", "variances", [logarithms]);
        return graph.Add("Concat", "predictions", [means, variances], OnnxAttribute.Integer("axis", 1));
    }
}
