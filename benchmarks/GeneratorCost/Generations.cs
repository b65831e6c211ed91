using System.Diagnostics;
using DropoutGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.Benchmarks.GeneratorCost;

/// <summary>Generations in this process, from nothing and after edits.</summary>
internal static class Generations
{
    /// <summary>Milliseconds from nothing: a parsed project and a driver that has not run.</summary>
    public const string FromNothing = "from nothing";

    /// <summary>Milliseconds of each kind of generation, all in turns.</summary>
    public static IReadOnlyDictionary<string, Sample> Measure(int warmUps, int rounds)
    {
        CSharpCompilation project = UserProject.Parse();
        GeneratorDriver first = UserProject.Driver(new NetworkGenerator()).RunGenerators(project);
        var times = new Dictionary<string, List<double>>();
        for (int round = -warmUps; round < rounds; round++)
        {
            Take(FromNothing, UserProject.Driver(new NetworkGenerator()), UserProject.Parse());
            foreach ((string name, Func<CSharpCompilation, CSharpCompilation> apply) in UserProject.Edits)
            {
                Take(name, first, apply(project));
            }

            void Take(string name, GeneratorDriver driver, CSharpCompilation compilation)
            {
                long start = Stopwatch.GetTimestamp();
                driver.RunGenerators(compilation);
                double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (round >= 0)
                {
                    (times.TryGetValue(name, out List<double>? list) ? list : times[name] = []).Add(milliseconds);
                }
            }
        }

        return times.ToDictionary(static pair => pair.Key, static pair => new Sample(pair.Value));
    }

    /// <summary>The files that a generation emits.</summary>
    public static IReadOnlyList<GeneratedSourceResult> Files() =>
        UserProject.Driver(new NetworkGenerator()).RunGenerators(UserProject.Parse()).GetRunResult().Results.Single().GeneratedSources;

    /// <summary>What became of each step after an edit.</summary>
    public static IEnumerable<(string Edit, string Step, string Reasons)> Steps()
    {
        CSharpCompilation project = UserProject.Parse();
        GeneratorDriver first = UserProject.Driver(new NetworkGenerator(), trackSteps: true).RunGenerators(project);
        foreach ((string edit, Func<CSharpCompilation, CSharpCompilation> apply) in UserProject.Edits)
        {
            GeneratorRunResult result = first.RunGenerators(apply(project)).GetRunResult().Results.Single();
            foreach (string step in new[]
            {
                NetworkGenerator.ReadStep, NetworkGenerator.InferStep, NetworkGenerator.SurfaceStep, NetworkGenerator.PlanStep,
            })
            {
                yield return (edit, step, Reasons(result.TrackedSteps[step]));
            }

            foreach (string step in new[] { NetworkGenerator.SurfaceStep, NetworkGenerator.PlanStep })
            {
                yield return (edit, $"files from {step}", Reasons(result.TrackedOutputSteps
                    .SelectMany(static pair => pair.Value)
                    .Where(output => output.Inputs.Any(input => input.Source.Name == step))));
            }
        }
    }

    private static string Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        string.Join(", ", steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason).Distinct());
}
