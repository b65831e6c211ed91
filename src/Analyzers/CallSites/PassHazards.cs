using System.Globalization;
using DropoutGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DropoutGen.Analyzers.CallSites;

/// <summary>Sampling that can tell nothing: no dropout, or too few passes (DG2005).</summary>
internal static class PassHazards
{
    private const int FewestPasses = 10;

    public static IEnumerable<Diagnostic> Find(IInvocationOperation call, CancellationToken cancellation)
    {
        if (Networks.RandomLayers(call, cancellation) is { Count: 0 })
        {
            yield return Diagnostic.Create(
                CallSiteDescriptors.NothingToSample,
                call.Syntax.GetLocation(),
                $"'{Networks.Type(call)!.Name}' declares no dropout: all passes are equal and their variance is always 0");
            yield break;
        }

        if (Settings.Passes(call) is { } passes && Constant(passes, Bodies.Around(call)) is { } count && count is >= 2 and < FewestPasses)
        {
            // The variance of n normal values has the relative standard error sqrt(2 / (n - 1)).
            yield return Diagnostic.Create(
                CallSiteDescriptors.NothingToSample,
                passes.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.ArgumentSyntax argument ? argument.GetLocation() : passes.Syntax.GetLocation(),
                string.Format(
                    CultureInfo.InvariantCulture,
                    "Of {0} passes the variance has a standard error of {1:F0} % of itself; take 100 passes, where it is 14 %",
                    count, 100 * Math.Sqrt(2.0 / (count - 1))));
        }
    }

    private static int? Constant(IOperation value, IOperation body)
    {
        if (value.ConstantValue is { HasValue: true, Value: int constant })
        {
            return constant;
        }

        return Storage.Bare(value) is ILocalReferenceOperation { Local: var local }
            && Storage.Initializer(local, body) is { ConstantValue: { HasValue: true, Value: int initial } }
            && !body.Descendants().Any(operation => operation switch
            {
                IAssignmentOperation assignment => Storage.Same(Storage.Of(assignment.Target), local),
                IIncrementOrDecrementOperation increment => Storage.Same(Storage.Of(increment.Target), local),
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Storage.Same(Storage.Of(argument.Value), local),
                _ => false,
            })
            ? initial : null;
    }
}
