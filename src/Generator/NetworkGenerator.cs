using System.Text;
using DropoutGen.Generator.Emit;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Plan;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DropoutGen.Generator;

/// <summary>
/// The road: attributes are read into a model, shapes inferred, loops planned, C# emitted. Each step is a pure function
/// over equatable records. Kernels are emitted from the plan, which holds no rates; the rest from the shapes. The
/// generator reports nothing: analyzers do.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that reads declarations into models.</summary>
    public const string ReadStep = "Read";

    /// <summary>Name of the step that infers shapes.</summary>
    public const string InferStep = "Infer";

    /// <summary>Name of the step that plans loops.</summary>
    public const string PlanStep = "Plan";

    /// <summary>Name of the step that collects faulty declarations.</summary>
    public const string StubStep = "Stub";

    /// <summary>Name of the step that joins shapes and plan for the public surface.</summary>
    public const string SurfaceStep = "Surface";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkModel> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkReader.NetworkAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attribute, cancellation) => NetworkReader.Read((INamedTypeSymbol)attribute.TargetSymbol, cancellation))
            .WithTrackingName(ReadStep);
        IncrementalValuesProvider<ShapedNetwork> networks = models
            .Where(static model => model.IsValid)
            .Select(static (model, _) => ShapeInference.Run(model)!)
            .WithTrackingName(InferStep);
        IncrementalValuesProvider<(ShapedNetwork Network, NetworkPlan Plan)> surfaces = networks
            .Select(static (network, _) => (network, Planner.Run(network)))
            .WithTrackingName(SurfaceStep);
        IncrementalValuesProvider<NetworkPlan> plans = surfaces
            .Select(static (surface, _) => surface.Plan)
            .WithTrackingName(PlanStep);
        IncrementalValuesProvider<NetworkModel> stubs = models
            .Where(static model => !model.IsValid && model.Type.CanAttach)
            .WithTrackingName(StubStep);

        context.RegisterSourceOutput(surfaces, static (output, surface) =>
            output.AddSource(surface.Network.Type.HintName + ".g.cs", Text(SurfaceEmitter.Write(surface.Network, surface.Plan))));
        context.RegisterSourceOutput(plans, static (output, plan) =>
        {
            foreach (InstructionSet set in InstructionSets.All)
            {
                output.CancellationToken.ThrowIfCancellationRequested();
                output.AddSource(
                    $"{plan.Type.HintName}.{KernelEmitter.ClassName(set)}.g.cs", Text(KernelEmitter.Write(plan, set)));
            }
        });
        context.RegisterSourceOutput(stubs, static (output, model) =>
            output.AddSource(model.Type.HintName + ".g.cs", Text(StubEmitter.Write(model))));
    }

    private static SourceText Text(string source) => SourceText.From(source, Encoding.UTF8);
}
