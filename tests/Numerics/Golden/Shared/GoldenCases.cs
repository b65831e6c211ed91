namespace DropoutGen.Golden;

/// <summary>The networks that are recorded, each with another way of training.</summary>
internal static class GoldenCases
{
    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        new GoldenCase<ReluClassifier, int, Sgd>(new Sgd(0.2f)),
        new GoldenCase<LeakyRegression, float, Sgd>(new Sgd(0.05f, momentum: 0.9f)),
        new GoldenCase<HuberRegression, float, Sgd>(new Sgd(0.05f, momentum: 0.8f, nesterov: true, weightDecay: 0.05f)),
        new GoldenCase<SelfNormalizing, int, Adam>(new Adam(0.005f)),
        new GoldenCase<LayerNormClassifier, int, AdamW>(new AdamW(0.005f, weightDecay: 0.2f)) { DecaysBiases = true },
        new GoldenCase<Answers, float, RmsProp>(new RmsProp(0.002f)),
        new GoldenCase<BatchNormClassifier, int, Sgd>(new Sgd(0.1f, momentum: 0.9f, nesterov: true)),
        new GoldenCase<NormalizedInputs, float, Adam>(new Adam(0.01f, weightDecay: 0.1f)) { DecaysBiases = true },
        new GoldenCase<Saturating, int, RmsProp>(new RmsProp(0.002f, decay: 0.9f, epsilon: 0.001f, momentum: 0.5f, centered: true)),
        new GoldenCase<NoisyRegression, float, Adam>(new Adam(0.005f, beta1: 0.8f, beta2: 0.95f)) { ClipNorm = 0.25f },
        new GoldenCase<QuantileRegression, float, Sgd>(new Sgd(0.2f, momentum: 0.5f)) { ClipValue = 0.01f },
        new GoldenCase<SharedMasks, int, AdamW>(new AdamW(0.002f, weightDecay: 0.1f)),
    ];
}
