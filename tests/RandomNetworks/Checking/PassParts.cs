using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Predictions and logits without masks.</summary>
internal static class InferencePart
{
    public static Tensors<float> Actual<TNetwork>(TNetwork network, TrialData data)
        where TNetwork : class, INetwork<TNetwork>
    {
        var tensors = new Tensors<float>();
        foreach (Batch batch in data.Batches)
        {
            var values = new float[batch.Rows * TNetwork.Definition.Outputs];
            network.PredictLogits(batch.Inputs, values);
            tensors.Add("logits", [.. values]);
            network.Predict(batch.Inputs, values);
            tensors.Add("predictions", values);
        }

        return tensors;
    }

    public static Tensors<double> Expected(TrialData data, OracleNoise? noise)
    {
        var tensors = new Tensors<double>();
        OracleNetwork oracle = data.CreateOracle();
        foreach (Batch batch in data.Batches)
        {
            Matrix logits = oracle.Forward(batch.InputMatrix, OracleMode.Inference, null, noise).Logits;
            tensors.Add("logits", logits.Values);
            tensors.Add("predictions", oracle.Loss.Predict(logits).Values);
        }

        return tensors;
    }
}

/// <summary>Forward through masks and backward from a given gradient: logits, all gradients, that of the inputs too.</summary>
internal static class OpenRoadPart
{
    public static Tensors<float> Actual<TNetwork, TTarget>(TNetwork network, TrialData data)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        var tensors = new Tensors<float>();
        Batch batch = data.Batches[0];
        using var trainer = new Trainer<TNetwork, TTarget, Sgd>(
            network, new Sgd(1f), new TrainerOptions { BatchSize = batch.Rows, Seed = data.Trial.Seed, Threads = data.Trial.Threads });
        var logits = new float[batch.Rows * TNetwork.Definition.Outputs];
        trainer.Forward(batch.Inputs, logits);
        tensors.Add("logits", logits);
        var inputGradient = new float[batch.Inputs.Length];
        trainer.Backward(data.OutputGradient, inputGradient);
        tensors.Add("gradient of the inputs", inputGradient);
        foreach (ParameterView parameter in trainer.Gradients)
        {
            tensors.Add($"gradient of {parameter.Name}", parameter.ToArray());
        }

        return tensors;
    }

    public static Tensors<double> Expected(TrialData data, OracleNoise? noise)
    {
        var tensors = new Tensors<double>();
        OracleNetwork oracle = data.CreateOracle();
        OraclePass pass = oracle.Forward(data.Batches[0].InputMatrix, OracleMode.Training, data.Masks(oracle, 0), noise);
        OracleGradients gradients = pass.Backward(Matrix.FromRows(data.OutputGradient, oracle.Outputs));
        tensors.Add("logits", pass.Logits.Values);
        tensors.Add("gradient of the inputs", gradients.Inputs.Values);
        foreach (OracleParameter parameter in oracle.Parameters)
        {
            tensors.Add($"gradient of {parameter.Name}", gradients[parameter]);
        }

        return tensors;
    }
}

/// <summary>Monte-Carlo sampling: the statistics over the passes.</summary>
internal static class SamplingPart
{
    public static Tensors<float> Actual<TNetwork>(TNetwork network, TrialData data)
        where TNetwork : class, INetwork<TNetwork>
    {
        var tensors = new Tensors<float>();
        MonteCarloPrediction actual = network.PredictMonteCarlo(data.Batches[0].Inputs, data.Trial.Passes, data.Trial.Seed, data.Trial.Threads);
        tensors.Add("mean", actual.Mean.ToArray());
        tensors.Add("variance", actual.Variance.ToArray());
        if (actual.PredictiveEntropy.Length > 0)
        {
            // Mutual information is a difference of entropies and as exact as they are, however small it is itself.
            float[] predictive = actual.PredictiveEntropy.ToArray();
            float[] mutual = actual.MutualInformation.ToArray();
            tensors.Add("predictive entropy", predictive);
            tensors.Add("mean entropy of the passes", [.. predictive.Zip(mutual, static (whole, part) => whole - part)]);
        }

        return tensors;
    }

    public static Tensors<double> Expected(TrialData data, OracleNoise? noise)
    {
        var tensors = new Tensors<double>();
        OracleNetwork oracle = data.CreateOracle();
        var statistics = OracleStatistics.Of([.. Enumerable.Range(0, data.Trial.Passes).Select(pass =>
        {
            // A probability near 1 is rounded as a float is, and the entropy of it is small.
            Matrix prediction = oracle.Predict(data.Batches[0].InputMatrix, OracleMode.Sampling, data.Masks(oracle, pass), noise);
            return noise is null ? prediction : noise.Disturb(prediction, prediction);
        })]);
        tensors.Add("mean", statistics.Mean);
        tensors.Add("variance", statistics.Variance, degree: 2);
        if (oracle.Loss is SoftmaxCrossEntropy or SigmoidCrossEntropy)
        {
            (double[] predictive, double[] mutual) = statistics.Entropies(binary: oracle.Loss is SigmoidCrossEntropy);
            tensors.Add("predictive entropy", predictive);
            tensors.Add("mean entropy of the passes", [.. predictive.Zip(mutual, static (whole, part) => whole - part)]);
        }

        return tensors;
    }
}
