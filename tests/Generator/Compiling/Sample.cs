using DropoutGen.TestSupport.GeneratorHarness;

namespace DropoutGen.Generator.Tests.Compiling;

/// <summary>Layers and user code that many compile tests share.</summary>
internal static class Sample
{
    /// <summary>A small network's attributes.</summary>
    public const string Declaration = "[global::DropoutGen.Network(4), global::DropoutGen.Dense(8), global::DropoutGen.Relu, global::DropoutGen.Dropout(0.5), global::DropoutGen.Dense(2), global::DropoutGen.SoftmaxCrossEntropy]";

    /// <summary>A class that uses every public member of a network with class targets.</summary>
    public static string Use(string network, string target = "int", string user = "User") => $$"""
        internal static class {{user}}
        {
            internal static float Run(float[] rows, {{target}}[] answers, float[] results, global::System.IO.Stream opened)
            {
                {{network}} made = new {{network}}(1);
                made = new {{network}}(seed: 1);
                made.Predict(rows, results);
                made.PredictLogits(rows, results);
                global::DropoutGen.MonteCarloPrediction posterior = made.PredictMonteCarlo(rows, passes: 10, seed: 7);
                int numbers = made.Parameters.Count + made.Dropouts.Count + {{network}}.Definition.Inputs + posterior.Mean.Length;
                made.VectorWidth = made.VectorWidth;
                made.Save("file");
                made.Save(opened);
                made.Restore("file");
                made.Restore(opened);
                made = {{network}}.Load("file");
                made = {{network}}.Load(opened);
                global::DropoutGen.Trainer<{{network}}, {{target}}, global::DropoutGen.Adam> trainer =
                    made.CreateTrainer(new global::DropoutGen.Adam(learningRate: 1e-3f), new global::DropoutGen.TrainerOptions());
                return numbers + trainer.Step(rows, answers);
            }
        }
        """;

    /// <summary>Compiles a declaration for each of the texts, each in a namespace of its own, all in one project.</summary>
    public static void RequireEach(string[] texts, Func<string, string> declare) => CleanCompilation.Of(
        [.. texts.Select((text, index) => $"#pragma warning disable CS8981\nnamespace N{index} {{ {declare(text)} }}")]);
}
