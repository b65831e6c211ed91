using DropoutGen.TestSupport.GeneratorHarness;
using Microsoft.CodeAnalysis;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace DropoutGen.Generator.Tests.Incrementality;

/// <summary>What became of each step's outputs in a run.</summary>
internal static class Steps
{
    public static readonly string[] All =
    [
        NetworkGenerator.ReadStep,
        NetworkGenerator.InferStep,
        NetworkGenerator.SurfaceStep,
        NetworkGenerator.PlanStep,
        NetworkGenerator.StubStep,
    ];

    /// <summary>Reasons of a named step's outputs, in order.</summary>
    public static Reason[] Of(GeneratorRun run, string step) =>
        run.Result.TrackedSteps.TryGetValue(step, out var steps)
            ? [.. steps.SelectMany(static one => one.Outputs).Select(static output => output.Reason)]
            : [];

    /// <summary>Reasons of the generated files that come from a named step.</summary>
    public static Reason[] OutputsFrom(GeneratorRun run, string step) =>
    [
        .. run.Result.TrackedOutputSteps
            .SelectMany(static pair => pair.Value)
            .Where(output => output.Inputs.Any(input => input.Source.Name == step))
            .SelectMany(static output => output.Outputs)
            .Select(static output => output.Reason),
    ];

    /// <summary>Fails unless nothing behind the read step ran again.</summary>
    public static void RequireNothingAnew(GeneratorRun run)
    {
        Assert.All(Of(run, NetworkGenerator.ReadStep), static reason => Assert.True(reason is Reason.Cached or Reason.Unchanged));
        foreach (string step in All.Skip(1))
        {
            Assert.All(Of(run, step), static reason => Assert.Equal(Reason.Cached, reason));
        }

        foreach (string step in new[] { NetworkGenerator.SurfaceStep, NetworkGenerator.PlanStep, NetworkGenerator.StubStep })
        {
            Assert.All(OutputsFrom(run, step), static reason => Assert.Equal(Reason.Cached, reason));
        }

        Assert.NotEmpty(Of(run, NetworkGenerator.ReadStep));
        Assert.NotEmpty(run.Sources);
    }
}
