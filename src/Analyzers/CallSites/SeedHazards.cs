using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Seeds that do not change from one round of a loop to the next (DG2004).</summary>
internal sealed class SeedHazards(ISymbol owner, CancellationToken cancellation)
{
    /// <summary>Sampling in a loop, or in a method that is called in a loop.</summary>
    public Diagnostic? OfSampling(IInvocationOperation call)
    {
        IOperation? options = Networks.Argument(call, "options");
        IObjectCreationOperation? creation = Settings.Creation(options);
        List<IOperation> loops = [.. Loops.Around(call)];
        IOperation? seed = Networks.Argument(call, "seed") ?? Settings.Property(creation, "Seed");
        if (seed is null)
        {
            // The default seed, or the seed of options that are always the same.
            return options is not null && loops.Count > 0 && (creation is not null || loops.All(loop => Loops.IsInvariant(options, loop)))
                && loops.Any(loop => IsRepeated(call, loop))
                ? Report(options, "the masks of each round are the same")
                : null;
        }

        if (loops.Count == 0)
        {
            return OfCalls(call, seed);
        }

        return loops.All(loop => Loops.IsInvariant(seed, loop)) && loops.Any(loop => IsRepeated(call, loop))
            ? Report(seed, "the masks of each round are the same")
            : null;
    }

    /// <summary>A trainer made in a loop.</summary>
    public Diagnostic? OfTrainer(IOperation creation, IOperation? network, IOperation? options)
    {
        List<IOperation> loops = [.. Loops.Around(creation)];
        if (loops.Count == 0 || network is null)
        {
            return null;
        }

        IObjectCreationOperation? written = Settings.Creation(options);
        IOperation? seed = Settings.Property(written, "Seed");

        // Options from elsewhere keep their seed; where they may be others in each round nothing is known.
        bool isFixed = seed is not null ? loops.All(loop => Loops.IsInvariant(seed, loop))
            : options is null || written is not null || loops.All(loop => Loops.IsInvariant(options, loop));
        return isFixed && loops.Any(loop => IsContinued(network, loop))
            ? Report(seed ?? options ?? creation, seed is null && (options is null || written is not null)
                ? "each round makes a trainer with the default seed 0, whose masks are the same"
                : "each round makes a trainer with the same seed, whose masks are the same")
            : null;
    }

    // Comparing networks, numbers of passes or rates under the same masks is on purpose.
    private static bool IsRepeated(IInvocationOperation call, IOperation loop) =>
        Loops.IsInvariant(Networks.Receiver(call), loop)
        && Loops.IsInvariant(Settings.Passes(call), loop)
        && !Networks.ChangesRates(loop) && !ChangesWeights(loop);

    // The same network trained on, or another of other weights. A network that starts from the same weights repeats a run on purpose.
    private bool IsContinued(IOperation network, IOperation loop)
    {
        if (ChangesWeights(loop))
        {
            return false;
        }

        IOperation source = Storage.Bare(network);
        if (source is ILocalReferenceOperation local && Storage.Initializer(local.Local, loop) is { } declared)
        {
            source = Storage.Bare(declared);
        }

        return source switch
        {
            IObjectCreationOperation creation => creation.Arguments.Length > 0 && !creation.Arguments.All(argument => Loops.IsInvariant(argument.Value, loop)),
            IInvocationOperation => false,
            _ => Loops.IsInvariant(source, loop),
        };
    }

    // Weights that are read again start over.
    private static bool ChangesWeights(IOperation loop) =>
        loop.Descendants().OfType<IInvocationOperation>().Any(static call => call.TargetMethod.Name is "Restore" or "Load" or "CopyFrom" or "Reset" or "Initialize");

    private Diagnostic? OfCalls(IInvocationOperation call, IOperation seed)
    {
        if (Bodies.Method(call, owner) is not { } method)
        {
            return null;
        }

        IOperation body = Bodies.Around(call);
        var parameter = Storage.Bare(seed) as IParameterReferenceOperation;
        if (parameter is null && !Loops.IsInvariant(seed, body))
        {
            return null;
        }

        foreach (IInvocationOperation caller in Bodies.Calls(method, call, cancellation))
        {
            List<IOperation> loops = [.. Loops.Around(caller)];
            IOperation? passed = parameter is null ? null
                : caller.Arguments.FirstOrDefault(argument => Storage.Same(argument.Parameter?.OriginalDefinition, parameter.Parameter.OriginalDefinition))?.Value;
            bool isSame = loops.Count > 0 && (parameter is null || (passed is not null && loops.All(loop => Loops.IsInvariant(passed, loop))));
            if (isSame && loops.Any(loop => IsSameNetwork(call, caller, method, loop)))
            {
                return Report(parameter is null ? seed : passed!, $"'{method.Name}' is called in a loop, and the masks of each round are the same");
            }
        }

        return null;
    }

    private static bool IsSameNetwork(IInvocationOperation call, IInvocationOperation caller, IMethodSymbol method, IOperation loop)
    {
        if (Networks.ChangesRates(loop) || ChangesWeights(loop))
        {
            return false;
        }

        bool IsSame(IOperation? value) => value is null || value.ConstantValue.HasValue
            || (Storage.Of(value) is IParameterSymbol parameter && Storage.Same(parameter.ContainingSymbol, method)
                ? caller.Arguments.Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal).All(argument => Loops.IsInvariant(argument.Value, loop))
                : Storage.Of(value) is IFieldSymbol or IPropertySymbol || Loops.IsInvariant(value, loop));
        return IsSame(Networks.Receiver(call)) && IsSame(Settings.Passes(call));
    }

    private static Diagnostic Report(IOperation seed, string what) => Diagnostic.Create(
        CallSiteDescriptors.SameSeed,
        seed.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.ArgumentSyntax argument ? argument.GetLocation() : seed.Syntax.GetLocation(),
        $"The seed does not change in the loop: {what}, row by row; derive it from the round");
}
