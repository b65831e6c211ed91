using Basic.Reference.Assemblies;
using DropoutGen.Analyzers.Declarations;
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
    public Task Dropout_becomes_scaled() => Verify<UnscaledDropoutAnalyzer, ScaleDropoutFix>(
        "using DropoutGen;\n\n[Network(4), Dropout(0.1, [|Scaling = DropoutScaling.None|]), Dense(3)]\n[Relu, Dropout(0.5, [|Scaling = DropoutScaling.None|])]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "using DropoutGen;\n\n[Network(4), Dropout(0.1), Dense(3)]\n[Relu, Dropout(0.5)]\n[Dense(2), SoftmaxCrossEntropy]\npublic sealed partial class Net;\n",
        "DG1002");

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
