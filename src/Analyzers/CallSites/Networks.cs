using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using DropoutGen.Generator.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>The library's calls that draw masks, and what their networks declare.</summary>
internal static class Networks
{
    /// <summary>Whether a compilation knows the library at all.</summary>
    public static bool IsUsedBy(Compilation compilation) => compilation.GetTypeByMetadataName("DropoutGen.Trainer`3") is not null;

    /// <summary>A trainer's forward pass, through fresh masks.</summary>
    public static bool IsTrainingForward(IInvocationOperation call) => call.TargetMethod.Name == "Forward" && IsTrainer(call.TargetMethod.ContainingType);

    public static bool IsTrainer(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Trainer", Arity: 3 } && IsOurs(type);

    /// <summary>Monte-Carlo sampling by the library.</summary>
    public static bool IsMonteCarlo(IInvocationOperation call) =>
        (call.TargetMethod is { Name: "PredictMonteCarlo", ContainingType: { Name: "UncertaintyExtensions" } extensions } && IsOurs(extensions))
        || (call.TargetMethod.Name == "PredictMonteCarlo" && call.TargetMethod.ContainingType.AllInterfaces.Append(call.TargetMethod.ContainingType).Any(static type => type.Name == "INetwork" && IsOurs(type)))
        || (call.TargetMethod is { Name: "Run", ContainingType: { Name: "MonteCarloSampling" } sampling } && IsOurs(sampling));

    /// <summary>The network that a call samples or trains.</summary>
    public static IOperation? Receiver(IInvocationOperation call) => call.Instance ?? Argument(call, "network");

    /// <summary>The type of the network, where it is declared as one.</summary>
    public static INamedTypeSymbol? Type(IInvocationOperation call)
    {
        ITypeSymbol? type = IsTrainingForward(call) ? call.TargetMethod.ContainingType.TypeArguments[0] : Receiver(call) is { } receiver ? Storage.Bare(receiver).Type : null;
        return type is INamedTypeSymbol named && named.GetAttributes().Any(NetworkReader.IsNetwork) ? named : null;
    }

    /// <summary>The titles of the layers that draw at random in training; null where the declaration is not known, or not valid.</summary>
    public static IReadOnlyList<string>? RandomLayers(IInvocationOperation call, CancellationToken cancellation)
    {
        if (Type(call) is not { } network)
        {
            return null;
        }

        NetworkModel model = NetworkReader.Read(network, cancellation);
        bool isDeclaredHere = network.DeclaringSyntaxReferences.Length > 0;
        return model.IsBroken || (isDeclaredHere && !model.IsValid) ? null
            : [.. BlockExpansion.Run(model.Layers).Select(static placed => placed.Layer).OfType<NoiseLayer>().Select(static layer => layer.Title)];
    }

    /// <summary>The value of an argument, by its parameter's name; null where it is left out.</summary>
    public static IOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;

    /// <summary>Whether a body changes the rate of a dropout.</summary>
    public static bool ChangesRates(IOperation body) => body.Descendants().OfType<IAssignmentOperation>().Any(static assignment =>
        assignment.Target is IPropertyReferenceOperation { Property: { Name: "Rate", ContainingType.Name: "DropoutState" } });

    private static bool IsOurs(ITypeSymbol type) =>
        type.ContainingNamespace is { Name: "DropoutGen", ContainingNamespace.IsGlobalNamespace: true }
            or { Name: "CompilerServices", ContainingNamespace: { Name: "DropoutGen", ContainingNamespace.IsGlobalNamespace: true } };
}
