using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;
using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;

namespace DropoutGen.Generator.Tests.Incrementality;

/// <summary>What the pipeline keeps between runs: values, nothing of the compiler's.</summary>
public sealed class StepContentTests
{
    private const string Source = """
        using DropoutGen;

        namespace A;

        [Network(4), Dropout(0.1), Dense(8), Gelu, Dropout(0.5), Dense(2, Bias = false), SoftmaxCrossEntropy]
        public partial class Net;

        [Network(4), Dense(0), Tanh, MeanSquaredError]
        public partial class Faulty { public int Predict => 1; }
        """;

    [Fact]
    public void Steps_hold_no_symbols_no_syntax_and_no_compilation()
    {
        GeneratorRun run = GeneratorRun.Over(Source);
        var contents = new StepContents();
        foreach (string name in Steps.All)
        {
            IncrementalGeneratorRunStep[] steps = [.. run.Result.TrackedSteps[name]];
            Assert.NotEmpty(steps);
            foreach ((object value, _) in steps.SelectMany(static step => step.Outputs))
            {
                contents.Require(value, name);
            }
        }

        // The walk reached the leaves.
        Assert.Superset(
            new HashSet<Type> { typeof(Fault), typeof(DropoutLayer), typeof(ProductPlan), typeof(OnRequestCall), typeof(double) },
            contents.Types);
    }

    [Fact]
    public void Equal_sources_give_equal_step_outputs()
    {
        GeneratorRun one = GeneratorRun.Over(Source);
        GeneratorRun two = GeneratorRun.Over("// Elsewhere.\n" + Source);
        foreach (string name in Steps.All)
        {
            object[] first = Values(one, name);
            object[] second = Values(two, name);
            Assert.Equal(first, second);
            Assert.Equal(first.Select(static value => value.GetHashCode()), second.Select(static value => value.GetHashCode()));
        }
    }

    private static object[] Values(GeneratorRun run, string step) =>
        [.. run.Result.TrackedSteps[step].SelectMany(static one => one.Outputs).Select(static output => output.Value)];
}
