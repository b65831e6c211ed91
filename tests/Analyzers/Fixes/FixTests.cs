using Basic.Reference.Assemblies;
using DropoutGen.Analyzers.CallSites;
using DropoutGen.Analyzers.Declarations;
using DropoutGen.Analyzers.HandWritten;
using DropoutGen.Analyzers.Hazards;
using DropoutGen.Analyzers.Tests.CallSites;
using DropoutGen.Analyzers.Torch;
using DropoutGen.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace DropoutGen.Analyzers.Tests.Fixes;

/// <summary>Fixes leave code that compiles without the diagnostic, one by one and all at once.</summary>
public sealed class FixTests
{
    private const string Layers = "Dense(8), Relu, Dense(2), SoftmaxCrossEntropy]";

    [Fact]
    public Task Class_becomes_partial() => Verify<DeclarationAnalyzer, MakePartialFix>(
        $"using DropoutGen;\n\n// A comment.\n[Network(4), {Layers}\npublic sealed class [|Net|];\n\n[Network(5), {Layers}\nclass [|Other|]\n{{\n}}\n",
        $"using DropoutGen;\n\n// A comment.\n[Network(4), {Layers}\npublic sealed partial class Net;\n\n[Network(5), {Layers}\npartial class Other\n{{\n}}\n",
        "DG0001");

    [Fact]
    public Task Container_of_two_networks_becomes_partial_once() => Verify<DeclarationAnalyzer, MakePartialFix>(
        $"using DropoutGen;\n\npublic class [|Models|]\n{{\n    [Network(4), {Layers}\n    public sealed partial class Net;\n\n    [Network(5), {Layers}\n    public sealed class [|Other|];\n}}\n",
        $"using DropoutGen;\n\npublic partial class Models\n{{\n    [Network(4), {Layers}\n    public sealed partial class Net;\n\n    [Network(5), {Layers}\n    public sealed partial class Other;\n}}\n",
        "DG0001");

    [Fact]
    public Task Container_becomes_partial() => Verify<DeclarationAnalyzer, MakePartialFix>(
        $"using DropoutGen;\n\npublic static class [|Models|]\n{{\n    [Network(4), {Layers}\n    public sealed partial class Net;\n}}\n",
        $"using DropoutGen;\n\npublic static partial class Models\n{{\n    [Network(4), {Layers}\n    public sealed partial class Net;\n}}\n",
        "DG0001");

    [Fact]
    public Task Dropout_becomes_scaled() => Verify<DeclaredDropoutAnalyzer, ScaleDropoutFix>(
        "using DropoutGen;\n\n[Network(4), Dropout(0.1, [|Scaling = DropoutScaling.None|]), Dense(30)]\n[Relu, Dropout(0.5, [|Scaling = DropoutScaling.None|])]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "using DropoutGen;\n\n[Network(4), Dropout(0.1), Dense(30)]\n[Relu, Dropout(0.5)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "DG1002");

    [Fact]
    public Task Keep_probability_becomes_rate() => Verify<DeclaredDropoutAnalyzer, RateFromKeepProbabilityFix>(
        "using DropoutGen;\n\n[Network(4)]\n[Dense(99), Relu, Dropout([|0.8|])]\n[Dense(99), Relu, Dropout([|Rates.Keep|])]\n[Dense(99), Relu, Dropout([|rate: 0.7|])]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n\npublic static class Rates\n{\n    public const double Keep = 0.6;\n}\n",
        "using DropoutGen;\n\n[Network(4)]\n[Dense(99), Relu, Dropout(0.2)]\n[Dense(99), Relu, Dropout(1 - Rates.Keep)]\n[Dense(99), Relu, Dropout(rate: 0.3)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n\npublic static class Rates\n{\n    public const double Keep = 0.6;\n}\n",
        "DG1003");

    [Fact]
    public Task Dropout_on_outputs_goes() => Verify<DeclaredDropoutAnalyzer, RemoveDropoutFix>(
        "using DropoutGen;\n\n[Network(4)]\n[Dense(20), [|Dropout(0.5)|], SoftmaxCrossEntropy]\npublic sealed partial class Net;\n\n[Network(4)]\n[Dense(20)]\n[[|Dropout(0.5)|]]\n[SoftmaxCrossEntropy]\npublic sealed partial class Other;\n",
        "using DropoutGen;\n\n[Network(4)]\n[Dense(20), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n\n[Network(4)]\n[Dense(20)]\n[SoftmaxCrossEntropy]\npublic sealed partial class Other;\n",
        "DG1004");

    [Fact]
    public Task Two_dropouts_become_one() => Verify<DeclaredDropoutAnalyzer, MergeDropoutsFix>(
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Relu, Dropout(0.2), [|Dropout(0.5)|]]\n[Dense(50), Relu, Dropout(0.1)]\n[[|Dropout(0.1)|]]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Relu, Dropout(0.6)]\n[Dense(50), Relu, Dropout(0.19)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "DG1005");

    [Fact]
    public Task Three_dropouts_become_one_at_once() => Verify<DeclaredDropoutAnalyzer, MergeDropoutsFix>(
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Relu, Dropout(0.2), [|Dropout(0.25)|], [|Dropout(rate: 0.1)|]]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Relu, Dropout(0.46)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "DG1005");

    [Fact]
    public Task Dropout_becomes_alpha_dropout() => Verify<DeclaredDropoutAnalyzer, UseAlphaDropoutFix>(
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Selu, [|Dropout(0.1)|]]\n[Dense(50), Selu]\n[[|DropoutGen.DropoutAttribute(rate: 0.05, Scaling = DropoutScaling.Classic)|]]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Selu, AlphaDropout(0.1)]\n[Dense(50), Selu]\n[DropoutGen.AlphaDropoutAttribute(rate: 0.05)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "DG1007");

    [Fact]
    public Task Dropout_goes_behind_the_activation() => Verify<DeclaredDropoutAnalyzer, MoveBehindActivationFix>(
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), [|Dropout(0.2)|], Tanh]\n[Dense(50)]\n[[|Dropout(0.5)|]]\n[Sigmoid]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Tanh, Dropout(0.2)]\n[Dense(50)]\n[Sigmoid]\n[Dropout(0.5)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "DG1010");

    [Fact]
    public Task Dropout_goes_behind_the_last_batch_normalisation() => Verify<DeclaredDropoutAnalyzer, MoveBehindBatchNormFix>(
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Relu, [|Dropout(0.2)|]]\n[Dense(50), BatchNorm, Relu]\n[Dense(50), BatchNorm, Tanh]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n\n[Network(40)]\n[[|Dropout(0.1)|]]\n[BatchNorm]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Other;\n",
        "using DropoutGen;\n\n[Network(4)]\n[Dense(50), Relu]\n[Dense(50), BatchNorm, Relu]\n[Dense(50), BatchNorm, Tanh, Dropout(0.2)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n\n[Network(40)]\n[BatchNorm, Dropout(0.1)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Other;\n",
        "DG1001");

    [Fact]
    public Task One_of_several_dropouts_comes_behind_the_batch_normalisation() => Verify<DeclaredDropoutAnalyzer, MoveBehindBatchNormFix>(
        "using DropoutGen;\n\n[Network(40), [|Dropout(0.1)|]]\n[Dense(50), Relu, [|GaussianDropout(0.2)|], Dense(50), BatchNorm, Relu, Dropout(0.5)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "using DropoutGen;\n\n[Network(40)]\n[Dense(50), Relu, Dense(50), BatchNorm, Relu, Dropout(0.5)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "DG1001");

    [Fact]
    public Task Dropout_by_hand_becomes_scaled() => Verify<HandWrittenDropoutAnalyzer, ScaleByHandFix>(
        "using System;\nusing System.Linq;\n\npublic static class Layers\n{\n    public static float[] Dropout(float[] hidden, float rate, Random random) =>\n        hidden.Select(x => [|random.NextSingle() < rate ? 0 : x|]).ToArray();\n\n    public static void DropUnits(double[] hidden, double keep, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n        {\n            hidden[i] = [|random.NextDouble() < keep ? Math.Max(0, hidden[i]) : 0|];\n        }\n    }\n}\n",
        "using System;\nusing System.Linq;\n\npublic static class Layers\n{\n    public static float[] Dropout(float[] hidden, float rate, Random random) =>\n        hidden.Select(x => random.NextSingle() < rate ? 0 : x / (1 - rate)).ToArray();\n\n    public static void DropUnits(double[] hidden, double keep, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n        {\n            hidden[i] = random.NextDouble() < keep ? Math.Max(0, hidden[i]) / keep : 0;\n        }\n    }\n}\n",
        "DG2001");

    [Fact]
    public Task Dropout_by_hand_becomes_scaled_in_products_and_statements() => Verify<HandWrittenDropoutAnalyzer, ScaleByHandFix>(
        "using System;\n\npublic static class Layers\n{\n    public static void Dropout(float[] hidden, double rate, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n        {\n            if (random.NextDouble() < rate)\n            {\n                [|hidden[i]|] = 0;\n            }\n        }\n    }\n\n    public static void Mask(float[] hidden, float keep, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n        {\n            [|hidden[i] *= random.NextSingle() < keep ? 1 : 0|];\n        }\n    }\n\n    public static void DropUnits(float[] hidden, double rate, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n            if (random.NextDouble() < rate) [|hidden[i]|] = 0;\n    }\n}\n",
        "using System;\n\npublic static class Layers\n{\n    public static void Dropout(float[] hidden, double rate, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n        {\n            if (random.NextDouble() < rate)\n            {\n                hidden[i] = 0;\n            }\n            else\n            {\n                hidden[i] /= (float)(1 - rate);\n            }\n        }\n    }\n\n    public static void Mask(float[] hidden, float keep, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n        {\n            hidden[i] *= random.NextSingle() < keep ? 1 / keep : 0;\n        }\n    }\n\n    public static void DropUnits(float[] hidden, double rate, Random random)\n    {\n        for (int i = 0; i < hidden.Length; i++)\n            if (random.NextDouble() < rate) hidden[i] = 0;\n            else\n                hidden[i] /= (float)(1 - rate);\n    }\n}\n",
        "DG2001");

    [Fact]
    public Task Result_comes_from_the_network() => Verify<StochasticForwardAnalyzer, PredictLogitsFix>(
        Trainer("""
            public static float[] Run(Trainer<Net, int, Adam> trainer, float[] rows)
            {
                var logits = new float[3];
                [|trainer.Forward(rows, logits)|];
                return logits;
            }

            public void Score(float[] rows, float[] results)
            {
                // The names stay as they are written.
                [|_trainer.Forward(logits: results, inputs: rows)|];
            }
        """),
        Trainer("""
            public static float[] Run(Trainer<Net, int, Adam> trainer, float[] rows)
            {
                var logits = new float[3];
                trainer.Network.PredictLogits(rows, logits);
                return logits;
            }

            public void Score(float[] rows, float[] results)
            {
                // The names stay as they are written.
                _trainer.Network.PredictLogits(outputs: results, inputs: rows);
            }
        """),
        "DG2003");

    [Fact]
    public Task Seed_follows_the_round() => Verify<MonteCarloAnalyzer, SeedOfRoundFix>(
        Trainer("""
            public static void Run(Net net, float[][] batches)
            {
                for (int i = 0; i < batches.Length; i++)
                {
                    net.PredictMonteCarlo(batches[i], passes: 100, [|seed: 7|]);
                }

                for (ulong i = 0; i < 2; i++)
                {
                    using var trainer = net.CreateTrainer(new Adam(), new TrainerOptions { Seed = [|5|] });
                }
            }
        """),
        Trainer("""
            public static void Run(Net net, float[][] batches)
            {
                for (int i = 0; i < batches.Length; i++)
                {
                    net.PredictMonteCarlo(batches[i], passes: 100, seed: 7 + (ulong)i);
                }

                for (ulong i = 0; i < 2; i++)
                {
                    using var trainer = net.CreateTrainer(new Adam(), new TrainerOptions { Seed = 5 + i });
                }
            }
        """),
        "DG2004");

    [Fact]
    public Task Passes_become_enough() => Verify<MonteCarloAnalyzer, EnoughPassesFix>(
        Trainer("""
            public static float Run(Net net, float[] x) => net.PredictMonteCarlo(x, [|passes: 5|], seed: 1).Mean[0]
                + net.PredictMonteCarlo(x, [|3|], 1).Mean[0];
        """),
        Trainer("""
            public static float Run(Net net, float[] x) => net.PredictMonteCarlo(x, passes: 100, seed: 1).Mean[0]
                + net.PredictMonteCarlo(x, 100, 1).Mean[0];
        """),
        "DG2005");

    [Fact]
    public Task Training_is_passed() => Verify<TorchDropoutAnalyzer, TorchModeFix>(
        Torch("""
            public override Tensor forward(Tensor x)
            {
                x = [|functional.dropout(x, 0.3)|];
                x = [|functional.alpha_dropout(x)|];
                return [|functional.dropout1d(x, inplace: true)|];
            }
        """),
        Torch("""
            public override Tensor forward(Tensor x)
            {
                x = functional.dropout(x, 0.3, training);
                x = functional.alpha_dropout(x, training: training);
                return functional.dropout1d(x, inplace: true, training: training);
            }
        """),
        "DG2008");

    [Fact]
    public Task Module_is_set_to_evaluation() => Verify<TorchDropoutAnalyzer, TorchModeFix>(
        Torch("""
            public override Tensor forward(Tensor x) => functional.dropout(x, 0.5, training);

            public static float Accuracy(Block model, Tensor[] batches)
            {
                float right = 0;

                // One batch after the other.
                foreach (Tensor batch in batches)
                {
                    right += [|model.forward(batch)|].argmax(1).sum().ToSingle();
                }

                return right;
            }

            public static float Test(Tensor x, Tensor y)
            {
                var fresh = new Block();
                float first = [|fresh.forward(x)|].argmax().ToSingle();
                return first + [|fresh.forward(y)|].argmax().ToSingle();
            }
        """),
        Torch("""
            public override Tensor forward(Tensor x) => functional.dropout(x, 0.5, training);

            public static float Accuracy(Block model, Tensor[] batches)
            {
                float right = 0;

                // One batch after the other.
                model.eval();
                foreach (Tensor batch in batches)
                {
                    right += model.forward(batch).argmax(1).sum().ToSingle();
                }

                return right;
            }

            public static float Test(Tensor x, Tensor y)
            {
                var fresh = new Block();
                fresh.eval();
                float first = fresh.forward(x).argmax().ToSingle();
                return first + fresh.forward(y).argmax().ToSingle();
            }
        """),
        "DG2008");

    private static string Trainer(string members) =>
        $"using DropoutGen;\n\npublic class User\n{{\n    private readonly Trainer<Net, int, Adam> _trainer = new Net(1).CreateTrainer(new Adam());\n\n{members}\n}}\n";

    private static string Torch(string members) =>
        $"using TorchSharp;\nusing static TorchSharp.torch;\nusing static TorchSharp.torch.nn;\n\npublic sealed class Block : Module<Tensor, Tensor>\n{{\n    public Block() : base(\"block\")\n    {{\n    }}\n\n{members}\n}}\n";

    // [|...|] marks places; the id is given apart because analyzers have several.
    private static async Task Verify<TAnalyzer, TFix>(string before, string after, string id)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        {
            TestCode = before.Replace("[|", $"{{|{id}:", StringComparison.Ordinal).Replace("|]", "|}", StringComparison.Ordinal),
            FixedCode = after,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            NumberOfFixAllIterations = 1,
        };
        foreach (SolutionState state in new[] { test.TestState, (SolutionState)test.FixedState })
        {
            state.AdditionalReferences.AddRange(Net100.References.All);
            state.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location));
            if (typeof(TAnalyzer) == typeof(TorchDropoutAnalyzer))
            {
                state.AdditionalReferences.Add(CallSiteCode.Torch);
            }
            else if (typeof(TAnalyzer) == typeof(StochasticForwardAnalyzer) || typeof(TAnalyzer) == typeof(MonteCarloAnalyzer))
            {
                state.AdditionalReferences.Add(CallSiteCode.Networks);
            }
        }

        await test.RunAsync();
    }
}
