namespace DropoutGen.Analyzers.Tests;

/// <summary>Pieces of the sources that tests declare.</summary>
internal static class Code
{
    public const string Using = "using System;\nusing DropoutGen;\n";

    /// <summary>A valid declaration's attributes.</summary>
    public const string Valid = "[Network(4), Dense(8), Relu, Dropout(0.5), Dense(2), SoftmaxCrossEntropy]";

    private static readonly string[] s_lossesOfValues = ["SigmoidCrossEntropy", "MeanSquaredError", "Huber", "Quantile", "GaussianNegativeLogLikelihood"];

    /// <summary>Code that uses a network, with class labels unless told: with a stub in its place it must still compile.</summary>
    public static string Use(string type, string target = "int") => $$"""

        public static class UserOf{{type.Replace('.', '_')}}
        {
            public static float Run(float[] inputs, {{target}}[] labels, float[] outputs)
            {
                var network = new {{type}}(seed: 1);
                network.Predict(inputs, outputs);
                network.Save("file");
                _ = network.PredictMonteCarlo(inputs, passes: 10, seed: 2).Mean.Length;
                using var trainer = network.CreateTrainer(new Adam());
                return trainer.Step(inputs, labels) + {{type}}.Load("file").Parameters.Count;
            }
        }

        """;

    /// <summary>A class Net with the given attributes, and code that uses it.</summary>
    public static string Net(string attributes)
    {
        bool hasValues = s_lossesOfValues.Any(loss => attributes.Contains(loss, StringComparison.Ordinal));
        return $"{Using}\n{attributes}\npublic sealed partial class Net;\n{Use("Net", hasValues ? "float" : "int")}";
    }
}
