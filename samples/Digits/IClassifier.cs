namespace DropoutGen.Samples.Digits;

/// <summary>What the sample's metrics ask of a network; the generated members of both networks implement it.</summary>
internal interface IClassifier
{
    /// <summary>Class probabilities, without dropout.</summary>
    void Predict(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Statistics of the class probabilities over dropout masks.</summary>
    MonteCarloPrediction PredictMonteCarlo(ReadOnlySpan<float> inputs, int passes, ulong seed);
}
