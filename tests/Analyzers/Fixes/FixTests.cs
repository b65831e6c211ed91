using Basic.Reference.Assemblies;
using DropoutGen.Analyzers.Declarations;
using DropoutGen.Analyzers.HandWritten;
using DropoutGen.Analyzers.Hazards;
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
        }

        await test.RunAsync();
    }
}
