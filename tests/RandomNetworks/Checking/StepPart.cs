using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>Two fused steps: losses, and parameters behind each. The second one sees the rule's state.</summary>
internal static class StepPart
{
    public static Tensors<float> Actual<TNetwork, TTarget, TRule>(TNetwork network, TRule rule, TrialData data)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
        where TRule : struct, IUpdateRule<TRule>
    {
        var tensors = new Tensors<float>();
        using var trainer = new Trainer<TNetwork, TTarget, TRule>(network, rule, new TrainerOptions
        {
            BatchSize = data.Trial.Rows,
            Seed = data.Trial.Seed,
            Threads = data.Trial.Threads,
            ClipNorm = data.ClipNorm,
            ClipValue = data.ClipValue,
        });
        foreach (Batch batch in data.Batches)
        {
            tensors.Add("loss", [trainer.Step(batch.Inputs, batch.Targets<TTarget>(), batch.Weights)]);
            foreach (ParameterView parameter in network.Parameters.Concat(network.RunningStatistics))
            {
                tensors.Add(parameter.Name, parameter.ToArray());
            }
        }

        return tensors;
    }

    /// <param name="data">Of the trial.</param>
    /// <param name="noise">Disturbs the passes.</param>
    /// <param name="kinks">Receives distances of values from kinks.</param>
    public static Tensors<double> Expected(TrialData data, OracleNoise? noise, List<double>? kinks = null)
    {
        var tensors = new Tensors<double>();
        OracleNetwork oracle = data.CreateOracle();
        OracleOptimizer optimizer = data.Trial.Rule.CreateOracle(data.StepSize);
        for (int step = 0; step < data.Batches.Count; step++)
        {
            Batch batch = data.Batches[step];
            OraclePass pass = oracle.Forward(batch.InputMatrix, OracleMode.Training, data.Masks(oracle, step), noise);
            pass.UpdateStatistics();
            LossResult loss = pass.Evaluate(batch.OracleTargets);
            Matrix gradient = noise is null ? loss.Gradient : noise.Disturb(loss.Gradient, Subtrahends(pass.Logits));
            OracleGradients gradients = pass.Backward(gradient);
            Clip(oracle, gradients, data);
            optimizer.Step(oracle, gradients);
            kinks?.AddRange(pass.KinkDistances);
            kinks?.AddRange(loss.KinkDistances);
            tensors.Add("loss", [noise is null ? loss.Value : noise.Disturb(loss.Value, RoundedSize(oracle, loss))]);
            foreach (OracleParameter parameter in oracle.Parameters.Concat(oracle.Statistics))
            {
                tensors.Add(parameter.Name, [.. parameter.Values]);
            }
        }

        return tensors;
    }

    // A cross entropy is the logarithm of a sum that is 1 at the least, and is rounded as that is.
    private static double RoundedSize(OracleNetwork oracle, LossResult loss) =>
        oracle.Loss is SoftmaxCrossEntropy ? Math.Max(1, loss.Value) : loss.Value;

    // A loss's gradient is a difference, of a probability and 1 or of a value and its target.
    private static Matrix Subtrahends(Matrix logits) => logits.Map(logit => (1 + Math.Abs(logit)) / logits.Rows);

    private static void Clip(OracleNetwork oracle, OracleGradients gradients, TrialData data)
    {
        double norm = Math.Sqrt(oracle.Parameters.Sum(parameter => gradients[parameter].Sum(static value => value * value)));
        double factor = data.ClipNorm is { } longest && norm > longest ? longest / norm : 1;
        double most = data.ClipValue ?? double.PositiveInfinity;
        foreach (double[] gradient in oracle.Parameters.Select(parameter => gradients[parameter]))
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] = Math.Clamp(gradient[i] * factor, -most, most);
            }
        }
    }
}
